import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { signedDelivery } from "../standins/sentry.ts";
import { acknowledged, checkLine, sendAll, shots } from "../support/generator.ts";
import { ownServer } from "../support/own-server.ts";
import { clientSecret } from "../support/secrets.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { alertBody, eventId } from "../support/webhooks.ts";

const server = await ownServer();
const verdict = await startVerdict({ databaseUrl: server.url });
after(() => verdict.stop());

const peakMb = (pid: number | undefined): number =>
  Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);

test("10,000 deliveries, 200 in flight: all answered 2xx, none lost, no process over 400 MB, and pages answer meanwhile", async () => {
  let page = 0;
  const fates = await sendAll(verdict.url, shots(10_000, 500), 200, {
    5000: async () => {
      const began = performance.now();
      assert.equal((await verdict.api("/api/v1/issues?limit=50")).status, 200);
      page = performance.now() - began;
    },
  });
  assert.equal(acknowledged(fates).length, 10_000);
  assert.ok(page < 2000, `the list took ${page} ms`);
  await checkLine(server.db, fates);
  for (const { child } of [verdict.web, verdict.worker]) assert.ok(peakMb(child.pid) < 400, `${peakMb(child.pid)} MB`);
});

test("10,000 copies of one issue's event under as many rules are counted and grouped: one report, one verdict", async () => {
  await server.db
    .$executeRaw`TRUNCATE "Delivery", "DeliveryDigest", "Report", "ReportKey", "Issue", "Signature", "Verdict", pgboss.job`;
  const event = eventId();
  const all = Array.from({ length: 10_000 }, (_, n) => ({
    event,
    ...signedDelivery({
      resource: "event_alert",
      body: alertBody({ event, issue: "9100000" }, `rule ${n}`),
      secret: clientSecret,
    }),
  }));
  const fates = await sendAll(verdict.url, all, 100);
  assert.equal(acknowledged(fates).length, 10_000);
  await until("all to be done", async () => (await server.db.delivery.count({ where: { state: "done" } })) === 10_000, 300_000);
  assert.deepEqual([await server.db.report.count(), await server.db.verdict.count(), await server.db.issue.count()], [1, 1, 1]);
});
