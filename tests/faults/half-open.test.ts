import assert from "node:assert/strict";
import { after, test } from "node:test";
import { checkLine, sendAll, shots } from "../support/generator.ts";
import { ownServer } from "../support/own-server.ts";
import { proxyTo } from "../support/proxy.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const server = await ownServer();
const { db } = server;
const wire = await proxyTo(server.url);
const verdict = await startVerdict({ databaseUrl: server.url, worker: false });
const second = await startVerdict({ databaseUrl: server.url, worker: false });
after(async () => {
  wire.mode("pass");
  await Promise.all([verdict.stop(), second.stop()]);
  await wire.close();
});

const beating = (since: Date) =>
  until("a worker", async () => (await db.heartbeat.count({ where: { role: "worker", seenAt: { gte: since } } })) > 0, 60_000);

test("a worker that no longer hears the database says so within 30 s, another does its work once, and later it works again", async () => {
  const began = new Date();
  await verdict.worker.start({ DATABASE_URL: wire.url });
  await beating(began);
  const before = await sendAll(verdict.url, shots(5), 2);
  await checkLine(db, before, 60_000);

  wire.mode("deaf"); // what it asks still arrives; no answer comes back
  const [deafAt, printed] = [performance.now(), verdict.worker.output.length];
  const fates = await sendAll(verdict.url, shots(40), 5);
  await until("the worker to notice", () => verdict.worker.output.length > printed, 30_000);
  assert.ok(performance.now() - deafAt < 30_000);
  await second.worker.start();
  await checkLine(db, [...before, ...fates], 120_000);

  wire.mode("refuse"); // the dead connections end, and new ones can be made
  wire.mode("pass");
  await second.worker.kill("SIGTERM");
  await checkLine(db, [...before, ...fates, ...(await sendAll(verdict.url, shots(5), 2))], 60_000);
  assert.equal(verdict.worker.child.exitCode, null);
});
