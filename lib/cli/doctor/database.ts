import { brokenChannels } from "#lib/db/channels.ts";
import { connect, type Db } from "#lib/db/client.ts";
import { embeddedUrl } from "#lib/db/embedded.ts";
import { migrationNames } from "#lib/db/schema-engine.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { withoutSecret } from "../migrate.ts";
import { type Check, fail, ok, warn } from "./check.ts";

const aliveSeconds = 60;
const silentDays = 7;

async function checkMigrations(db: Db): Promise<Check> {
  const [{ made } = { made: false }] = await db.$queryRaw<
    { made: boolean }[]
  >`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS made`;
  const rows = made
    ? await db.$queryRaw<
        { name: string; done: boolean }[]
      >`SELECT migration_name AS name, finished_at IS NOT NULL AS done FROM _prisma_migrations WHERE rolled_back_at IS NULL`
    : [];
  const mine = migrationNames();
  const half = rows.find(({ done }) => !done);
  const missing = mine.filter((name) => !rows.some((row) => row.name === name && row.done));
  const newer = rows.filter(({ name }) => !mine.includes(name));
  if (half) return fail("migrations", `${half.name} is incomplete: run \`npm run verdict -- migrate\`.`);
  if (missing.length > 0)
    return fail(
      "migrations",
      `${missing.join(", ")} not applied: run \`npm run verdict -- migrate\`, or start Verdict, which does it.`,
    );
  if (newer.length > 0)
    return warn(
      "migrations",
      `the database is newer than this program (${newer.map(({ name }) => name).join(", ")}): update Verdict.`,
    );
  return ok("migrations", `all ${mine.length} applied`);
}

const ago = (seconds: number): string =>
  seconds < 120
    ? `${Math.round(seconds)} s`
    : seconds < 7200
      ? `${Math.round(seconds / 60)} min`
      : seconds < 172_800
        ? `${Math.round(seconds / 3600)} h`
        : `${Math.round(seconds / 86_400)} days`;

async function checkWorker(db: Db): Promise<Check> {
  const [{ age } = { age: null }] = await db.$queryRaw<
    { age: number | null }[]
  >`SELECT extract(epoch FROM now() - max("seenAt"))::float8 AS age FROM "Heartbeat" WHERE role = 'worker'`;
  if (age === null) return warn("worker", "no worker was ever seen: start Verdict, or `npm run worker`.");
  return age <= aliveSeconds
    ? ok("worker", `seen ${ago(age)} ago`)
    : warn("worker", `last seen ${ago(age)} ago, so nothing is triaged: start Verdict, or \`npm run worker\`.`);
}

async function checkDeliveries(db: Db): Promise<Check> {
  const [{ age } = { age: null }] = await db.$queryRaw<
    { age: number | null }[]
  >`SELECT extract(epoch FROM now() - (SELECT "receivedAt" FROM "Delivery" ORDER BY id DESC LIMIT 1))::float8 AS age`;
  if (age === null)
    return warn(
      "deliveries",
      "Sentry has sent nothing yet: its integration needs the webhook URL PUBLIC_URL/api/sentry/webhook and a ticked Issue webhook.",
    );
  return age <= silentDays * 86_400
    ? ok("deliveries", `the last one came ${ago(age)} ago`)
    : warn("deliveries", `the last one came ${ago(age)} ago: look at the integration's request log in Sentry.`);
}

/** Channels whose last message could not be taken. */
const checkChannelRows = async (db: Db): Promise<Check[]> =>
  (await brokenChannels(db)).map(({ name, error }) =>
    fail(`channel ${name}`, error ?? "it is broken: send a test in the settings."),
  );

/** Whether the database can be reached, is at this release, and shows a worker, deliveries and channels that work. */
export async function checkDatabase(settings: Settings): Promise<Check[]> {
  const url = settings.DATABASE_URL ?? (await embeddedUrl(settings.DATA_DIR));
  if (!url) return [ok("database", "the embedded PostgreSQL does not run; `npm start` starts it")];
  const db = connect({ url, connections: 1, name: "verdict-doctor" });
  try {
    const [{ version } = { version: "?" }] = await db.$queryRaw<
      { version: string }[]
    >`SELECT current_setting('server_version') AS version`;
    const kind = settings.DATABASE_URL ? "DATABASE_URL" : "embedded";
    const migrations = await checkMigrations(db);
    const rest =
      migrations.state === "fail" ? [] : [await checkWorker(db), await checkDeliveries(db), ...(await checkChannelRows(db))];
    return [ok("database", `PostgreSQL ${version} answers (${kind})`), migrations, ...rest];
  } catch (error) {
    return [
      fail(
        "database",
        `the database does not answer (${withoutSecret(error)}): look at ${settings.DATABASE_URL ? "DATABASE_URL, and whether this machine may connect" : "the output of `npm start`"}.`,
      ),
    ];
  } finally {
    await db.$disconnect();
  }
}
