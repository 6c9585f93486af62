import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { riddle, startLlm } from "../standins/llm.ts";
import { signedDelivery } from "../standins/sentry.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { acknowledged, checkLine, sendAll, shots } from "../support/generator.ts";
import { ownServer } from "../support/own-server.ts";
import { clientSecret } from "../support/secrets.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";
import { alertBody, eventId } from "../support/webhooks.ts";

const secret = "a plain secret of at least 24 characters";
const server = await ownServer();
const [receiver, llm] = await Promise.all([startReceiver({ secret: new Uint8Array(Buffer.from(secret)) }), startLlm()]);
const verdict = await startVerdict({
  databaseUrl: server.url,
  env: {
    ALERT_WEBHOOK_URL: receiver.url,
    ALERT_WEBHOOK_SECRET: secret,
    LLM_BASE_URL: llm.baseUrl,
    LLM_API_KEY: llm.key,
    LLM_MODEL_FAST: "gpt-4.1-mini",
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  },
});
after(async () => {
  await verdict.stop();
  await Promise.all([receiver.close(), llm.close()]);
});

const memoryMb = (pid: number | undefined, what: "VmHWM" | "VmRSS"): number =>
  Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);
const processes = () => [verdict.web, verdict.worker].map(({ child }) => child.pid);
const limit = { timeout: 400_000 };

test(
  "10,000 deliveries, 200 in flight: all answered 2xx in Sentry's time, none lost, memory bounded, and pages answer meanwhile",
  limit,
  async (t) => {
    const warm = await sendAll(verdict.url, shots(500, 20), 50);
    assert.equal(acknowledged(warm).length, 500);
    const before = processes().map((pid) => memoryMb(pid, "VmRSS"));
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
    const slowest = fates.map(({ ms }) => ms).sort((a, b) => b - a);
    t.diagnostic(
      `p99.9 ${Math.round(slowest[10] ?? 0)} ms, longest ${Math.round(slowest[0] ?? 0)} ms; the list took ${Math.round(page)} ms`,
    );
    assert.ok((slowest[10] ?? 0) < 900, `p99.9 ${slowest[10]} ms`);
    await checkLine(server.db, [...warm, ...fates]);
    for (const [n, pid] of processes().entries()) {
      const [peak, grown] = [memoryMb(pid, "VmHWM"), memoryMb(pid, "VmHWM") - (before[n] ?? 0)];
      assert.ok(peak < 400 && grown < 300, `${peak} MB, ${grown} MB more than before`);
    }
  },
);

test(
  "10,000 copies of one issue's event under as many rules are counted and grouped: one report, one call, one alert",
  limit,
  async () => {
    const { db } = server;
    await until(
      "the first storm to be over",
      async () => (await db.delivery.count({ where: { state: "accepted" } })) === 0,
      200_000,
    );
    const open = { state: { in: ["queued", "sending"] } };
    await until("its messages to be sent", async () => (await db.message.count({ where: open })) === 0, 60_000);
    await db.$executeRaw`TRUNCATE "Delivery", "DeliveryDigest", "Report", "ReportKey", "Issue", "Signature", "Verdict", "Signal", "Incident",
    "IncidentMember", "Decision", "Message", "DigestLine", "Gathering", "Refinement", "Spend", pgboss.job`;
    receiver.forget();
    llm.calls.length = 0;
    const event = eventId();
    const all = Array.from({ length: 10_000 }, (_, n) => ({
      event,
      ...signedDelivery({
        resource: "event_alert",
        body: alertBody({ event, issue: "9100000", ...riddle("database") }, `rule ${n}`),
        secret: clientSecret,
      }),
    }));
    const fates = await sendAll(verdict.url, all, 100);
    assert.equal(acknowledged(fates).length, 10_000);
    await until("all to be done", async () => (await server.db.delivery.count({ where: { state: "done" } })) === 10_000, 300_000);
    await until("the model's verdict", async () => (await server.db.issue.count({ where: { tier: "llm-fast" } })) === 1, 60_000);
    await until("the alert", () => receiver.taken().length > 0, 60_000);
    assert.deepEqual([await db.report.count(), await db.issue.count(), await db.incident.count()], [1, 1, 1]);
    assert.deepEqual(
      llm.calls.map(({ items }) => items.length),
      [1],
    );
    const alerts = new Map(receiver.taken().map(({ id, event: { type, reason } }) => [id, `${type} ${reason}`]));
    assert.ok(alerts.size <= 1, [...alerts.values()].join(", "));
    assert.deepEqual([receiver.faults, llm.faults], [[], []]);
  },
);
