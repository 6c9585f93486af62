import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { Outcome } from "#lib/pipeline/receive.ts";
import { receive } from "#lib/pipeline/receive.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { openTools, type Tools } from "#lib/pipeline/tools.ts";
import { triage } from "#lib/pipeline/triage.ts";
import { signedDelivery } from "../standins/sentry.ts";
import { ownDatabase } from "./database.ts";
import { clientSecret, previousSecret } from "./secrets.ts";
import { until } from "./wait.ts";

export { clientSecret, previousSecret };

/** A clock that stands still until it is moved. */
export function movableClock(start = new Date()): { now: () => Date; pass: (ms: number) => void } {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    pass: (ms) => {
      at += ms;
    },
  };
}

interface Own extends Tools {
  dataDir: string;
}

/** The real tools on a database and a folder of this file's own; closed when the file ends. */
export async function ownTools(env: Record<string, string> = {}, role: "web" | "worker" = "worker"): Promise<Own> {
  const dataDir = mkdtempSync(join(tmpdir(), "verdict-data-"));
  let tools: Tools | undefined;
  after(async () => {
    await tools?.close();
    rmSync(dataDir, { recursive: true, force: true });
  }); // before the database goes
  const { url } = await ownDatabase();
  const base = {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    LOG_LEVEL: "silent",
    SENTRY_CLIENT_SECRET: clientSecret,
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  };
  tools = await openTools(readSettings({ ...base, ...env }), role);
  await tools.installations.refresh();
  return { ...tools, dataDir };
}

export interface Sent {
  outcome: Outcome;
  delivery?: string;
}

/** Sends a signed webhook through the real `receive`; returns once it is in the database, also when a slow machine made it wait on disk. */
export async function deliver(
  tools: Tools,
  resource: string,
  body: unknown,
  { secret = clientSecret, headers = {} }: { secret?: string; headers?: Record<string, string> } = {},
): Promise<Sent> {
  const sent = signedDelivery({ resource, body, secret, headers });
  const answer = await receive(tools, sent.body, new Headers(sent.headers));
  await until(
    "the spool to be empty",
    () =>
      tools.spool.empty() ||
      tools.spool
        .drain((arrival) => tools.inbox.store(arrival))
        .then(
          () => tools.spool.empty(),
          () => false,
        ),
  );
  return answer;
}

/** Sends it and does the work that follows, as the worker would. */
export async function deliverAndTriage(
  tools: Tools,
  resource: string,
  body: unknown,
  options: Parameters<typeof deliver>[3] = {},
): Promise<Sent> {
  const sent = await deliver(tools, resource, body, options);
  if (sent.delivery) await triage(tools, { delivery: sent.delivery });
  return sent;
}
