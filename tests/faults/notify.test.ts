import assert from "node:assert/strict";
import { join } from "node:path";
import { after, beforeEach, describe, test } from "node:test";
import { startSlack } from "../standins/slack.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { ownDatabase } from "../support/database.ts";
import { sendOne, shots } from "../support/generator.ts";
import { tellOn } from "../support/tell-on.ts";
import { startVerdict } from "../support/verdict.ts";
import { until } from "../support/wait.ts";

const secret = "a plain secret of at least 24 characters";
const [slack, receiver] = [await startSlack(), await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) })];
const { url: databaseUrl, db } = await ownDatabase();

/** Everything is told on one channel at once: a second message under way would be hit by the same kill. */
const useChannel = (channel: "slack" | "hook"): Promise<void> => tellOn(db, channel);
await useChannel("slack");
const verdict = await startVerdict({
  databaseUrl,
  env: {
    SLACK_BOT_TOKEN: slack.token,
    SLACK_CHANNEL: slack.channel,
    SLACK_API_URL: slack.url,
    ALERT_WEBHOOK_URL: receiver.url,
    ALERT_WEBHOOK_SECRET: secret,
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    FAULT_POINTS: "on",
  },
});
after(async () => {
  await verdict.stop();
  await Promise.all([slack.close(), receiver.close()]);
});

beforeEach(async () => {
  for (const standIn of [slack, receiver]) standIn.forget();
  await db.$executeRaw`TRUNCATE "Delivery", "DeliveryDigest", "Report", "ReportKey", "Issue", "Signature", "Verdict", "Signal", "Incident",
    "IncidentMember", "Decision", "Message", "DigestLine", "Gathering", "Channel", pgboss.job`;
});

async function restartWorker(env: Record<string, string> = {}): Promise<void> {
  const since = new Date();
  await verdict.worker.kill("SIGTERM");
  await verdict.worker.start(env);
  await until("a worker", async () => (await db.heartbeat.count({ where: { seenAt: { gte: since } } })) > 0, 60_000);
}

/** Ends when the message is sent and nothing is left to do. */
const settled = () =>
  until(
    "the message to be sent",
    async () => {
      const [message, ...others] = await db.message.findMany();
      return others.length === 0 && message?.state === "sent" && message;
    },
    90_000,
  );

const duplicates = async (): Promise<number> => {
  const text = await (await verdict.api("/api/metrics")).text();
  return Number(/^alerts_possible_duplicate_total (\d+)$/m.exec(text)?.[1]);
};

describe("a worker killed while it tells", () => {
  for (const [point, channel, copies, isDoubtful] of [
    ["notify.before_send", "slack", 1, true],
    ["notify.after_send_before_record", "slack", 2, true],
    ["notify.after_send_before_record", "hook", 2, true],
    ["notify.after_record", "hook", 1, false],
  ] as const)
    test(`at ${point}, on ${channel}: nothing is lost; received ${copies === 1 ? "once" : "twice, with one id"}`, async (context) => {
      await useChannel(channel);
      await restartWorker({ FAULT_POINTS: `${point}=kill@${join(verdict.dataDir, point + channel)}` });
      const [shot] = shots(1);
      assert.equal((await sendOne(verdict.url, shot!)).status, 202);
      await until("the worker to be killed", () => verdict.worker.child.signalCode === "SIGKILL", 30_000);
      const began = performance.now();
      await verdict.worker.start();
      const message = await settled();
      const tookMs = performance.now() - began;
      context.diagnostic(`sent ${Math.round(tookMs / 1000)} s after the kill`);
      assert.deepEqual([slack.faults, receiver.faults], [[], []]);
      assert.equal(slack.received.length + receiver.arrived.length, copies);
      const ids = [...receiver.arrived.map(({ id }) => id), ...slack.received.map(({ id }) => id)];
      assert.deepEqual(new Set(ids), new Set([message.id]), "both copies carry the same id");
      assert.deepEqual([message.doubtful, await duplicates()], [isDoubtful, isDoubtful ? 1 : 0]);
    });
});
