import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { GET as ready } from "#app/api/ready/route.ts";
import { connect } from "#lib/db/client.ts";
import { setTools } from "#lib/pipeline/tools.ts";
import { ownDoors } from "../../support/doors.ts";
import { patience } from "../../support/patience.ts";

const { tools: bare } = await ownDoors({ SENTRY_CLIENT_SECRET: "", FAULT_POINTS: "on" });
const { tools, ask } = await ownDoors();
const { db } = tools;
const ok = { database: "ok", migrations: "ok", queue: "ok", worker: "ok", spool: "ok", sentry_secret: "ok" };
const kept = {
  id: uuidv7(),
  installationId: "default",
  resource: "issue",
  action: null,
  state: "accepted",
  error: null,
  requestId: null,
} as const;
const bytes = Buffer.from("x");
const arrival = { ...kept, skewSeconds: null, digest: bytes, issueId: null, size: 1, sealed: bytes, receivedAt: new Date() };
const seenAgo = (seconds: number) => db.$executeRaw`UPDATE "Heartbeat" SET "seenAt" = now() - make_interval(secs => ${seconds})`;

test("without a worker work would not be done", async () => {
  const { status, body } = await ask(ready);
  assert.deepEqual([status, body], [503, { status: "unready", parts: { ...ok, worker: "silent" } }]);
});

test("with everything in place it is ready; a worker counts for thirty seconds", async () => {
  await db.heartbeat.create({ data: { id: "w1", role: "worker" } });
  assert.deepEqual((await ask(ready)).body, { status: "ready", parts: ok });
  assert.equal((await ask(ready)).status, 200);
  await seenAgo(31);
  assert.equal((await ask(ready)).body.parts.worker, "silent");
  await seenAgo(5);
});

test("a missing secret is said and hinders nothing; fault points are said", async () => {
  await bare.db.heartbeat.create({ data: { id: "w1", role: "worker" } });
  setTools(bare);
  const { status, body } = await ask(ready);
  setTools(tools);
  assert.deepEqual([status, body], [200, { status: "ready", parts: { ...ok, sentry_secret: "missing" }, fault_points: true }]);
});

test("a spool that takes nothing is said, without its reason", async () => {
  const folder = join(bare.settings.DATA_DIR, "spool");
  writeFileSync(folder, "a file where the folder should be");
  await assert.rejects(bare.spool.keep(arrival));
  setTools(bare);
  const { status, body, text } = await ask(ready);
  setTools(tools);
  assert.deepEqual([status, body.parts.spool], [503, "full"]);
  assert.ok(!text.includes("spool/") && !text.includes(folder));
});

test("a schema that is newer, older or half done is said with both names", async () => {
  const [own] = await db.$queryRaw<
    { name: string }[]
  >`SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1 DESC LIMIT 1`;
  const schemas = async () => {
    const { status, body } = await ask(ready);
    return [status, body.parts.migrations, body.schema];
  };
  await db.$executeRaw`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '29990101000000_later', now())`;
  assert.deepEqual(await schemas(), [503, "newer", { database: "29990101000000_later", application: own!.name }]);
  await db.$executeRaw`UPDATE _prisma_migrations SET finished_at = NULL WHERE id = 'x'`;
  assert.deepEqual(await schemas(), [503, "incomplete", { database: own!.name, application: own!.name }]);
  await db.$executeRaw`DELETE FROM _prisma_migrations`;
  assert.deepEqual(await schemas(), [503, "older", { database: null, application: own!.name }]);
  await db.$executeRaw`DROP TABLE _prisma_migrations`;
  assert.deepEqual(await schemas(), [503, "older", { database: null, application: own!.name }]);
  await db.$executeRaw`DROP SCHEMA pgboss CASCADE`;
  assert.equal((await ask(ready)).body.parts.queue, "missing");
});

test("a database that hangs or is gone is away, and the answer comes without it", async () => {
  const hanging = createServer().listen(0, "127.0.0.1");
  await once(hanging, "listening");
  after(() => hanging.close());
  for (const port of [(hanging.address() as AddressInfo).port, 1]) {
    const gone = connect({ url: `postgresql://verdict:canary@127.0.0.1:${port}/verdict`, connections: 1, name: "test" });
    after(() => gone.$disconnect());
    setTools({ ...tools, db: gone });
    const started = performance.now();
    const { status, body, text } = await ask(ready);
    assert.ok(performance.now() - started < patience(3000));
    assert.deepEqual(
      [status, body.parts],
      [503, { ...ok, database: "away", migrations: "unknown", queue: "unknown", worker: "unknown" }],
    );
    assert.ok(!/canary|127\.0\.0\.1/.test(text));
  }
});
