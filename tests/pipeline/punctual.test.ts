import assert from "node:assert/strict";
import { after, test } from "node:test";
import { runWorker } from "#lib/pipeline/worker.ts";
import { startReceiver } from "../standins/webhook-receiver.ts";
import { happening } from "../support/happen.ts";
import { raiseMany } from "../support/signals.ts";
import { movableClock, ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const secret = "a plain secret of at least 24 characters";
const receiver = await startReceiver({ secret: new Uint8Array(Buffer.from(secret)) });
after(() => receiver.close());
const tools = await ownTools({ ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret });
const seconds = [0, 2, 3, 5, 8, 9];

test("each step of a ladder is told soon after its time, and not when somebody happens to look", {
  timeout: 60_000,
}, async () => {
  await happening(tools, movableClock()).rules({
    version: 1,
    hourly: 1000,
    channels: [{ name: "hook", kind: "webhook" }],
    policies: [
      { name: "all", match: "*", deadline: "0s", update: "0s", ladder: seconds.map((at) => ({ after: `${at}s`, to: ["hook"] })) },
    ],
  });
  const worker = await runWorker(tools);
  await raiseMany(tools, [{ issue: "1" }]);
  await until("every step", () => receiver.arrived.length === seconds.length, 60_000);
  await worker.stop(1000);
  const { ladderAt } = await tools.db.incident.findFirstOrThrow();
  const messages = await tools.db.message.findMany({ orderBy: { id: "asc" } });
  const late = messages.map(({ sentAt }, n) => sentAt!.getTime() - ladderAt!.getTime() - seconds[n]! * 1000);
  assert.ok(Math.max(...late.slice(1)) < 1000, `late by ${late} ms`);
});
