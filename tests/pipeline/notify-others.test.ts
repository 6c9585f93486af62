import assert from "node:assert/strict";
import { after, test } from "node:test";
import { transaction } from "#lib/db/client.ts";
import { runWorker } from "#lib/pipeline/worker.ts";
import { startSlack } from "../standins/slack.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { patience } from "../support/patience.ts";
import { ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const secret = "a plain secret of at least 24 characters";
const [slack, receiver] = [await startSlack(), await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) })];
const tools = await ownTools({
  SLACK_WEBHOOK_URL: slack.webhook,
  ALERT_WEBHOOK_URL: receiver.url,
  ALERT_WEBHOOK_SECRET: secret,
});
const worker = await runWorker(tools);
after(async () => {
  await Promise.all([slack.close(), receiver.close()]);
  await worker.stop(0);
});

test("a channel that breaks is told on another, never on itself", async () => {
  slack.script({ status: 404, body: "no_service" });
  const made = await addIncident(tools.db, { at: new Date() });
  const message = await addMessage(tools.db, made, "slack", new Date());
  await transaction(tools.db, (tx) => tools.queue.send(tx, "notify", { message }));
  const { event } = await until("the other channel to be told", () => receiver.arrived[0]);
  assert.deepEqual([event.subject, event.type, event.severity], ["verdict", "incident.opened", "high"]);
  assert.match(event.message, /^The channel slack is broken\. Slack says no_service: this webhook was removed/);
  const of = async () =>
    (await tools.db.message.findMany({ orderBy: { id: "asc" } })).map(({ channel, state }) => `${channel} ${state}`);
  await until("the other to be noted", async () => (await of()).join() === "slack failed,hook sent");
  assert.equal(await tools.db.signal.count(), 1);
  assert.deepEqual([receiver.faults, receiver.arrived.length], [[], 1]);
  receiver.forget();
});

test("a channel that hangs holds up nobody else: twelve incidents at once reach the other within seconds", async () => {
  const at = new Date();
  receiver.script(...Array.from({ length: 50 }, () => "hang" as const));
  for (let n = 0; n < 12; n++) {
    const made = await addIncident(tools.db, { at: new Date() });
    for (const channel of ["hook", "slack"]) {
      const message = await addMessage(tools.db, made, channel, new Date());
      await transaction(tools.db, (tx) => tools.queue.send(tx, "notify", { message }));
    }
  }
  const began = performance.now();
  await until("Slack to have them all", () => slack.received.length === 12, 15_000);
  assert.ok(performance.now() - began < patience(10_000));
  assert.ok(receiver.arrived.length <= 4, `${receiver.arrived.length} requests hang`);
  const waiting = await tools.db.message.findMany({ where: { channel: "hook", createdAt: { gte: at } } });
  assert.ok(waiting.every(({ state }) => ["queued", "sending"].includes(state)));
});
