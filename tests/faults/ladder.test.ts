import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { PolicyDocument } from "#lib/model/policy.ts";
import type { FaultPoint } from "#lib/outside/faults.ts";
import { openQueue } from "#lib/queue/queue.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { ownDatabase } from "../support/database.ts";
import { raiseMany } from "../support/signals.ts";
import { until } from "../support/wait.ts";
import { workerProcess } from "../support/worker-process.ts";

const secret = "a plain secret of at least 24 characters";
const limit = { timeout: 420_000 };

type Given = Parameters<typeof PolicyDocument.parse>[0];

/** A database of its own with rules, a receiver, and what raises signals. */
async function stage(document: Given) {
  const { url, db } = await ownDatabase();
  const receiver = await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) });
  const queue = openQueue({ url, connections: 1, worker: false, onError: () => undefined });
  after(() => Promise.all([receiver.close(), queue.close(0)]));
  await db.policyVersion.create({ data: { version: 1, document: PolicyDocument.parse(document), byName: "test" } });
  const env = { ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret };
  return { url, db, receiver, env, raise: (issue: string) => raiseMany({ db, queue, clock: () => new Date() }, [{ issue }]) };
}

const channels = [{ name: "hook", kind: "webhook" as const }];

/**
 * Kills the worker at one point of each step of a ladder, and starts it again. The steps of a point that keeps the decision back lie
 * further apart than it takes until another worker does the work of a dead one.
 */
async function walk(point: FaultPoint, seconds: readonly number[]): Promise<void> {
  const ladder = seconds.map((after_) => ({ after: `${after_}s`, to: ["hook"] }));
  const { url, db, receiver, env, raise } = await stage({
    version: 1,
    hourly: 1000,
    channels,
    policies: [{ name: "all", match: "*", deadline: "0s", update: "0s", ladder }],
  });
  const worker = workerProcess(url, (folder) => ({ ...env, FAULT_POINTS: `${point}=kill@${join(folder, "armed")}` }));
  const happened = join(worker.folder, "armed"); // while the file is there, the fault counts as having happened
  writeFileSync(happened, "");
  worker.start();
  const begun = Date.now();
  for (const [step, at] of seconds.entries()) {
    if (step > 0) {
      const { ladderAt } = await until(
        "the step before",
        () => db.incident.findFirst({ where: { steps: { gte: step }, ladderAt: { not: null } } }),
        180_000,
      );
      await until("the step's time", () => Date.now() > ladderAt!.getTime() + at * 1000 - 2000, 180_000);
    }
    rmSync(happened);
    if (step === 0) await raise("1");
    await worker.killed();
    worker.start();
  }
  const sent = await until(
    "every step to be sent",
    async () => {
      const messages = await db.message.findMany({ orderBy: { id: "asc" } });
      return messages.length === seconds.length && messages.every(({ state }) => state === "sent") && messages;
    },
    180_000,
  );
  const decisions = await db.decision.findMany({ orderBy: { id: "asc" } });
  assert.deepEqual(
    decisions.map(({ action, reason, step }) => `${action} ${reason} ${step}`),
    seconds.map((_, step) => `send ${step === 0 ? "first" : "step"} ${step}`),
  );
  assert.deepEqual(receiver.faults, []);
  assert.deepEqual(
    [...new Set(receiver.arrived.map(({ id }) => id))].sort(),
    sent.map(({ id }) => id).sort(),
    "each step, once by its key",
  );
  const copies = point === "notify.after_send_before_record" ? 2 : 1;
  assert.equal(receiver.arrived.length, seconds.length * copies);
  const doubtful = point === "notify.before_send" || point === "notify.after_send_before_record";
  assert.equal(sent.filter((message) => message.doubtful).length, doubtful ? seconds.length : 0);
  assert.ok(Date.now() - begun < 300_000);
}

describe("a worker killed at every step of a ladder loses none and doubles none", { concurrency: true }, () => {
  for (const [point, seconds] of [
    ["route.before_commit", [0, 20, 100]],
    ["route.after_commit", [0, 20, 100]],
    ["notify.before_send", [0, 12, 24]],
    ["notify.after_send_before_record", [0, 12, 24]],
    ["notify.after_record", [0, 12, 24]],
  ] as const)
    test(`at ${point}`, limit, () => walk(point, seconds));

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
