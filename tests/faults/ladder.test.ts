import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { type Db, transaction } from "#lib/db/client.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import type { FaultPoint } from "#lib/outside/faults.ts";
import { openQueue } from "#lib/queue/queue.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { ownDatabase } from "../support/database.ts";
import { raiseMany } from "../support/signals.ts";
import { until } from "../support/wait.ts";
import { workerProcess } from "../support/worker-process.ts";

const secret = "a plain secret of at least 24 characters";
const limit = { timeout: 900_000 }; // a slow machine

type Given = Parameters<typeof PolicyDocument.parse>[0];

/** A database of its own with rules, a receiver, and what raises signals. */
async function stage(document: Given) {
  const { url, db } = await ownDatabase();
  const receiver = await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) });
  const queue = openQueue({ url, connections: 1, worker: false, onError: () => undefined });
  after(() => Promise.all([receiver.close(), queue.close(0)]));
  await db.policyVersion.create({ data: { version: 1, document: PolicyDocument.parse(document), byName: "test" } });
  const env = { ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret };
  const raise = (issue: string) => raiseMany({ db, queue, clock: () => new Date() }, [{ issue }]);
  /** As if the ladder had begun so long ago: the step of that time is due. */
  const makeDue = (ms: number) =>
    transaction(db, async (tx) => {
      const now = new Date();
      const { id } = await tx.incident.findFirstOrThrow();
      await tx.incident.update({ where: { id }, data: { ladderAt: new Date(now.getTime() - ms), dueAt: now } });
      await queue.send(tx, "due", { incident: id });
    });
  return { url, db, receiver, env, raise, makeDue };
}

/** Nothing is done, or left to do before the next step. */
async function isIdle(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<{ left: number }[]>`
    SELECT count(*)::int AS "left" FROM pgboss.job WHERE state < 'completed' AND start_after < now() + interval '10 minutes' AND name IN ('route', 'due', 'notify')`;
  return row?.left === 0;
}

const channels = [{ name: "hook", kind: "webhook" as const }];

const hour = 3_600_000;

/** Kills the worker at one point of each step of a ladder, and starts it again. A step comes when the one before it was sent, however long that took. */
async function walk(point: FaultPoint): Promise<void> {
  const steps = [0, 1, 2];
  const ladder = steps.map((step) => ({ after: step === 0 ? "0s" : `${step}h`, to: ["hook"] }));
  const { url, db, receiver, env, raise, makeDue } = await stage({
    version: 1,
    hourly: 1000,
    channels,
    policies: [{ name: "all", match: "*", deadline: "0s", update: "0s", ladder }],
  });
  const worker = workerProcess(url, (folder) => ({ ...env, FAULT_POINTS: `${point}=kill@${join(folder, "armed")}` }));
  const happened = join(worker.folder, "armed"); // while the file is there, the fault counts as having happened
  writeFileSync(happened, "");
  worker.start();
  for (const step of steps) {
    rmSync(happened);
    if (step === 0) await raise("1");
    else await makeDue(step * hour);
    await worker.killed();
    worker.start();
    await until(
      "the step to be sent",
      async () => (await db.message.count({ where: { state: "sent" } })) === step + 1 && (await isIdle(db)),
      300_000,
    );
  }
  const sent = await db.message.findMany({ orderBy: { id: "asc" } });
  const decisions = await db.decision.findMany({ orderBy: { id: "asc" } });
  assert.deepEqual(
    decisions.map(({ action, reason, step }) => `${action} ${reason} ${step}`),
    steps.map((step) => `send ${step === 0 ? "first" : "step"} ${step}`),
  );
  assert.deepEqual(receiver.faults, []);
  assert.deepEqual(
    [...new Set(receiver.arrived.map(({ id }) => id))].sort(),
    sent.map(({ id }) => id).sort(),
    "each step, once by its key",
  );
  const copies = point === "notify.after_send_before_record" ? 2 : 1;
  assert.equal(receiver.arrived.length, steps.length * copies);
  const doubtful = point === "notify.before_send" || point === "notify.after_send_before_record";
  assert.equal(sent.filter((message) => message.doubtful).length, doubtful ? steps.length : 0);
}

describe("a worker killed at every step of a ladder loses none and doubles none", { concurrency: true }, () => {
  for (const point of [
    "route.before_commit",
    "route.after_commit",
    "notify.before_send",
    "notify.after_send_before_record",
    "notify.after_record",
  ] as const)
    test(`at ${point}`, limit, () => walk(point));

  test("who sweeps is killed: the other does, no step and no digest is missing, and none comes twice", limit, async () => {
    const { url, db, receiver, env, raise } = await stage({
      version: 1,
      hourly: 1000,
      channels: [...channels, { name: "gathered", kind: "digest", to: ["hook"], every: "10s" }],
      policies: [
        {
          name: "all",
          match: "*",
          deadline: "0s",
          update: "0s",
          ladder: [
            { after: "0s", to: ["gathered"] },
            { after: "10s", to: ["hook"] },
          ],
        },
      ],
    });
    const workers = [1, 2].map(() => workerProcess(url, env));
    workers[0]!.start();
    await raise("1");
    await until("it to be decided", () => db.gathering.findFirst({ where: { dueAt: { not: null } } }), 60_000);
    await workers[0]!.kill();
    await db.$executeRaw`DELETE FROM pgboss.job WHERE name IN ('due', 'digest')`;
    const folder = workers[0]!.folder;
    const sweepers = [1, 2].map(() =>
      workerProcess(url, { ...env, FAULT_POINTS: `sweep.before_commit=kill@${join(folder, "sweep")}` }),
    );
    for (const sweeper of sweepers) sweeper.start();
    await Promise.race(sweepers.map((sweeper) => sweeper.killed().catch(() => new Promise(() => undefined))));
    const done = await until(
      "step and digest",
      async () => {
        const messages = await db.message.findMany({ orderBy: { id: "asc" } });
        return messages.length >= 2 && messages.every(({ state }) => state === "sent") && messages;
      },
      180_000,
    );
    assert.deepEqual(done.map(({ reason }) => reason).sort(), ["digest", "step"]);
    assert.equal(receiver.arrived.length, 2);
  });
});
