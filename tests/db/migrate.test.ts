import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, test } from "node:test";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { connect } from "#lib/db/client.ts";
import { migrate } from "#lib/db/migrate.ts";
import { installQueues } from "#lib/queue/queue.ts";
import { ownDatabase } from "../support/database.ts";

const server = process.env.TEST_DATABASE_URL ?? "";
const name = `t_${randomBytes(8).toString("hex")}`;
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;

async function asAdmin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql);
  await client.end();
}
await asAdmin(`CREATE DATABASE ${name}`);
after(() => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));

const bringUp = (now = new Date(), keepDays = 30) =>
  migrate({ url, now, keepDeliveriesDays: keepDays, keepReportsDays: 90, and: () => installQueues(url) });

test("twenty at once on an empty database: one migrates, the others find it done", async () => {
  const applied = await Promise.all(Array.from({ length: 20 }, () => bringUp()));
  assert.equal(applied.filter((names) => names.length > 0).length, 1);
  const db = connect({ url, connections: 1, name: "verdict-test" });
  const queues = await db.$queryRaw<
    { name: string }[]
  >`SELECT name FROM pgboss.queue WHERE name IN ('triage', 'fetch', 'parked', 'upkeep')`;
  await db.$disconnect();
  assert.equal(queues.length, 4);
});

test("rows lie in the partition of their day, days ahead are ready, and days beyond the retention are dropped", async () => {
  const { url: own, db } = await ownDatabase();
  const at = async (now: Date, keepDeliveriesDays: number) => migrate({ url: own, now, keepDeliveriesDays, keepReportsDays: 90 });
  const today = new Date();
  const later = new Date(today.getTime() + 6 * 86_400_000);
  await at(today, 30);
  const insert = (now: Date) =>
    db.delivery.create({
      data: {
        id: uuidv7({ msecs: now.getTime() }),
        installationId: "default",
        resource: "error",
        state: "done",
        digest: new Uint8Array(1),
        size: 1,
        sealed: new Uint8Array(1),
        receivedAt: now,
      },
    });
  await insert(today);
  await insert(later);
  const lies = await db.$queryRaw<{ table: string }[]>`SELECT tableoid::regclass::text AS table FROM "Delivery" ORDER BY id`;
  const dayOf = (date: Date): string => `"Delivery_${date.toISOString().slice(0, 10).replaceAll("-", "")}"`;
  assert.deepEqual(
    lies.map(({ table }) => table),
    [dayOf(today), dayOf(later)],
  );
  await at(later, 2);
  assert.deepEqual(
    (await db.delivery.findMany()).map(({ receivedAt }) => receivedAt),
    [later],
  );
});
