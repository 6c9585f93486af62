import assert from "node:assert/strict";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { acknowledged, checkLine, sendAll, sendOne, shots } from "../support/generator.ts";
import { ownServer } from "../support/own-server.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const server = await ownServer();
const { db } = server;
const verdict = await startVerdict({ databaseUrl: server.url });
after(() => verdict.stop());

const beating = (since: Date) =>
  until("a worker", async () => (await db.heartbeat.count({ where: { role: "worker", seenAt: { gte: since } } })) > 0, 60_000);
const clear = () =>
  db.$executeRaw`TRUNCATE "Delivery", "DeliveryDigest", "Report", "ReportKey", "Issue", "Signature", "Verdict", pgboss.job`;

async function restartWorker(env: Record<string, string> = {}): Promise<void> {
  const since = new Date();
  await verdict.worker.kill("SIGTERM");
  await verdict.worker.start(env);
  await beating(since);
}

describe("a worker killed", () => {
  for (const point of ["claim.after_commit", "save.before_commit", "save.after_commit"] as const) {
    test(`at ${point}: another takes over within a minute, and there is one report and one verdict`, async () => {
      await clear();
      await restartWorker({ FAULT_POINTS: `${point}=kill@${join(verdict.dataDir, point)}` });
      const [shot] = shots(1);
      const fate = await sendOne(verdict.url, shot!);
      assert.equal(fate.status, 202);
      await until("the worker to be killed", () => verdict.worker.child.signalCode === "SIGKILL", 30_000);
      const since = new Date();
      await verdict.worker.start();
      await beating(since);
      const began = performance.now();
      await checkLine(db, [fate], 90_000);
      assert.ok(performance.now() - began < 60_000, "taken over within a minute");
      assert.equal(await db.verdict.count(), 1);
    });
  }

  test("by its job each time: the job is parked as poison, and others flow", async () => {
    await clear();
    const [poison, ...others] = shots(6, 6);
    await restartWorker({ FAULT_POINTS: "claim.after_commit=kill" });
    await sendOne(verdict.url, poison!);
    for (let takeover = 0; takeover < 4; takeover++) {
      await until("the worker to be killed", () => verdict.worker.child.signalCode === "SIGKILL", 90_000);
      if (takeover < 3) await verdict.worker.start({ FAULT_POINTS: "claim.after_commit=kill" });
    }
    await verdict.worker.start();
    const row = await until(
      "the delivery to be parked",
      async () => db.delivery.findFirst({ where: { state: "parked" } }),
      120_000,
    );
    assert.match(row.error ?? "", /poison/);
    const fates = await sendAll(verdict.url, others, 2);
    await until("the others", async () => (await db.delivery.count({ where: { state: "done" } })) === fates.length);
  });
});

test("what nobody foresaw is logged and ends the worker with status 1; the next one does the work", async () => {
  await clear();
  await restartWorker({ FAULT_POINTS: `claim.after_commit=crash@${join(verdict.dataDir, "crash")}` });
  const [shot] = shots(1);
  const fate = await sendOne(verdict.url, shot!);
  await until("the worker to end", () => verdict.worker.child.exitCode !== null, 30_000);
  assert.equal(verdict.worker.child.exitCode, 1);
  assert.match(verdict.worker.output.join(""), /"level":"fatal"[^\n]*fault point claim\.after_commit/);
  await verdict.worker.start();
  await checkLine(db, [fate], 90_000);
});

test("an error in a job is the job's, not the process's", async () => {
  await clear();
  await restartWorker({ FAULT_POINTS: "save.after_commit=throw" });
  const [shot] = shots(1);
  await checkLine(db, [await sendOne(verdict.url, shot!)], 60_000);
  assert.equal(verdict.worker.child.exitCode, null);
  await restartWorker();
});

test("kill -9 of worker, web and database during 1,000 webhooks: every acknowledged one ends in one report and one standing verdict", async () => {
  await clear();
  const fates = await sendAll(verdict.url, shots(1000, 40), 12, {
    150: async () => {
      await verdict.worker.kill("SIGKILL");
      await verdict.worker.start();
    },
    400: async () => {
      await server.down("kill");
      await server.up();
    },
    650: async () => {
      await verdict.web.kill("SIGKILL");
      await verdict.web.start();
    },
    800: async () => {
      await verdict.worker.kill("SIGKILL");
      await verdict.worker.start();
    },
  });
  assert.ok(acknowledged(fates).length > 800, `${acknowledged(fates).length} were acknowledged`);
  await checkLine(db, fates);
});

test("the database restarted during load: no process ends, and nothing is lost", async () => {
  await clear();
  const [web, worker] = [verdict.web.child.pid, verdict.worker.child.pid];
  const fates = await sendAll(verdict.url, shots(300), 8, {
    100: async () => {
      await server.down("fast");
      await server.up();
    },
  });
  assert.equal(acknowledged(fates).length, 300);
  await checkLine(db, fates);
  assert.deepEqual(
    [verdict.web.child.exitCode, verdict.worker.child.exitCode, verdict.web.child.pid, verdict.worker.child.pid],
    [null, null, web, worker],
  );
});

test("SIGTERM under load: the web process finishes what it took, the worker gives back what it has, both end with 0", async () => {
  await clear();
  await restartWorker();
  await verdict.worker.kill("SIGTERM");
  assert.equal(verdict.worker.child.exitCode, 0);
  const web = verdict.web.child;
  const fates = await sendAll(verdict.url, shots(200), 30, {
    60: () => void verdict.web.kill("SIGTERM").then(() => verdict.web.start()),
  });
  assert.equal(web.exitCode, 0);
  await verdict.worker.start();
  await checkLine(db, fates);
});
