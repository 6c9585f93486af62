import assert from "node:assert/strict";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { test } from "node:test";
import { replayPolicies } from "#lib/pipeline/replay-policies.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { happening } from "../support/happen.ts";
import { patience } from "../support/patience.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const day = 86_400_000;
const clock = movableClock(new Date(Date.now() - 20 * day));
const tools: Tools = { ...(await ownTools({ SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x" })), clock: clock.now };
const world = happening(tools, clock);

const told = (repeat: string) => ({
  version: 1 as const,
  channels: [{ name: "slack", kind: "slack" as const }],
  policies: [
    {
      name: "all",
      match: "*",
      repeat,
      window: { kind: "rolling" as const, for: "1s" },
      ladder: [{ after: "0s", to: ["slack"] }],
    },
  ],
});
await world.rules(told("never"));
await world.signal("a", { severity: "high" });
clock.pass(day);

test("what repeats every second is replayed in turns with everything else", async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const done = await replayPolicies(tools, { document: told("1s"), days: 2 });
  delay.disable();
  assert.ok(done.ok && done.replay.signals === 1 && done.replay.messages.after > 1);
  assert.ok(delay.max < 1e9, `others waited ${Math.round(delay.max / 1e6)} ms`);
});

test("who leaves ends it, however much falls due after the last signal", async () => {
  clock.pass(18 * day);
  const left = new AbortController();
  setTimeout(() => left.abort(new Error("left")), 300);
  const began = performance.now();
  await assert.rejects(replayPolicies(tools, { document: told("1s"), days: 30 }, { signal: left.signal }), /^Error: left$/);
  assert.ok(performance.now() - began < patience(5000));
});
