import assert from "node:assert/strict";
import { after, test } from "node:test";
import { openTools } from "#lib/pipeline/tools.ts";
import { runWorker } from "#lib/pipeline/worker.ts";
import { deliver, ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";
import { errorBody, issueBody } from "../support/webhooks.ts";

const tools = await ownTools();
const { db } = tools;
const done = (ids: string[]) => db.delivery.count({ where: { id: { in: ids }, state: "done" } });

test("two workers share 500 jobs: none is done twice, and neither starves", async () => {
  const sent = await Promise.all(
    Array.from({ length: 500 }, (_, n) => deliver(tools, "error", errorBody({ issue: String(5000 + (n % 50)) }))),
  );
  const ids = sent.map(({ delivery }) => delivery!);
  const worked = [0, 0];
  const workers = await Promise.all(
    worked.map(async (_, n) => {
      const own = await openTools(tools.settings, "worker");
      const fault: typeof own.fault = async (point) => {
        if (point === "claim.after_commit") worked[n]!++;
      };
      return { own, worker: await runWorker({ ...own, fault }) };
    }),
  );
  after(() => Promise.all(workers.map(({ own }) => own.close())));
  await until("all to be done", async () => (await done(ids)) === 500, 100_000);
  await Promise.all(workers.map(({ worker }) => worker.stop(5000)));
  assert.equal(worked[0]! + worked[1]!, 500);
  assert.ok(Math.min(...worked) >= 100, `shares ${worked}`);
  assert.equal(await db.report.count(), 500);
});

test("a job that throws, rejects or never settles is tried again, and its slot serves others meanwhile", async () => {
  const own = await openTools(tools.settings, "worker");
  after(() => own.close());
  await (await own.queue.ready()).updateQueue("triage", { expireInSeconds: 2, retryDelay: 0 });
  const faults = [
    () => {
      throw new Error("thrown");
    },
    () => Promise.reject(new Error("rejected")),
    () => new Promise<void>(() => undefined),
  ];
  const seen = new Set<string>();
  const worker = await runWorker({
    ...own,
    fault: async (point) => {
      if (point === "claim.after_commit") await faults.shift()?.();
    },
  });
  const sent = await Promise.all(
    Array.from({ length: 8 }, (_, n) => deliver(tools, "issue", issueBody({ id: String(6000 + n) }))),
  );
  const ids = sent.map(({ delivery }) => delivery!);
  await until("all to be done all the same", async () => (await done(ids)) === 8, 60_000);
  for (const id of ids) seen.add((await db.delivery.findUniqueOrThrow({ where: { id } })).error ?? "");
  assert.deepEqual([...seen], [""], "what was done leaves no error");
  await worker.stop(5000);
});

test("deliveries are taken while every other connection is busy", async () => {
  const busy = Promise.all(Array.from({ length: 30 }, () => db.$queryRaw`SELECT pg_sleep(0.3)::text`));
  const answers = await Promise.all(Array.from({ length: 10 }, () => deliver(tools, "error", errorBody({}))));
  assert.deepEqual(new Set(answers.map(({ outcome }) => outcome)), new Set(["accepted"]));
  await busy;
});
