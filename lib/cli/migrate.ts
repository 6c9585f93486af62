import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { embeddedUrl } from "#lib/db/embedded.ts";
import { migrate } from "#lib/db/migrate.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import { ensureAccounts } from "#lib/pipeline/accounts.ts";
import { readSettings, type Settings } from "#lib/pipeline/settings.ts";
import { installQueues } from "#lib/queue/queue.ts";
import { environment } from "./environment.ts";
import { say } from "./program.ts";
import { nextPause } from "./supervisor.ts";

const startMayWaitMs = 3000;

/** Where the data lies when nobody started a database for us: `DATABASE_URL`, else the server that `npm start` runs over DATA_DIR. */
export async function findDatabase({ DATABASE_URL, DATA_DIR }: Settings): Promise<string> {
  const url = DATABASE_URL ?? (await embeddedUrl(DATA_DIR));
  if (url) return url;
  throw new ConfigurationError(
    `There is no database: set DATABASE_URL, or run \`npm start\` with DATA_DIR=${DATA_DIR} first, whose PostgreSQL then serves this command too.`,
  );
}

/** Brings the database to this release. Returns the names of the migrations it applied. */
export const bringUp = (url: string, settings: Settings): Promise<string[]> =>
  migrate({
    url,
    now: new Date(),
    keepDeliveriesDays: settings.RETENTION_DELIVERIES_DAYS,
    keepReportsDays: settings.RETENTION_REPORTS_DAYS,
    and: async () => {
      await installQueues(url);
      await ensureAccounts(url, settings);
    },
  });

/** Tries until the database lets itself be brought to this release; a database that is away is no reason to end. */
export async function bringUpInTheEnd(url: string, settings: Settings, signal: AbortSignal): Promise<void> {
  const aborted = once(signal, "abort");
  let fault: string | undefined;
  for (let wait: number | undefined; !signal.aborted; ) {
    try {
      await Promise.race([bringUp(url, settings), aborted]);
      if (fault && !signal.aborted) say("The database is ready.");
      return;
    } catch (error) {
      const now = withoutSecret(error);
      if (now !== fault)
        say(`The database is not ready (${now}). Trying again until it is; deliveries are kept on disk meanwhile.`);
      fault = now;
      wait = nextPause(wait, 0);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Waits for the database as long as a start may wait, then goes on without; `promise` settles when it is ready. */
export async function bringUpSoon(url: string, settings: Settings, signal: AbortSignal): Promise<{ promise: Promise<void> }> {
  const promise = bringUpInTheEnd(url, settings, signal);
  await Promise.race([promise, pause(startMayWaitMs, undefined, { signal })]);
  return { promise };
}

/** The message of a database error; a URL in it loses its password. */
export function withoutSecret(error: unknown): string {
  const parts = error instanceof AggregateError ? error.errors : [error];
  const said = parts.map((part) => (part instanceof Error ? part.message : String(part))).join("; ");
  return said.replace(/:\/\/[^/\s@]{1,300}@/g, "://…@").slice(0, 500);
}

export const usage = "Usage: verdict migrate   (applies what is missing to DATABASE_URL, or to the running embedded PostgreSQL)";

/** `verdict migrate` */
export async function run(args: string[]): Promise<number> {
  if (args.length > 0) {
    console.error(usage);
    return 2;
  }
  const settings = readSettings(environment());
  const url = await findDatabase(settings);
  try {
    const applied = await bringUp(url, settings);
    for (const name of applied) say(`applied ${name}`);
    say(
      applied.length === 0
        ? "Nothing to apply: the database is at this release."
        : `${applied.length} applied; the database is at this release.`,
    );
    return 0;
  } catch (error) {
    console.error(`The database could not be brought to this release: ${withoutSecret(error)}`);
    return 1;
  }
}
