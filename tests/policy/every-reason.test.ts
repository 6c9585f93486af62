import assert from "node:assert/strict";
import { test } from "node:test";
import { Reason } from "#lib/model/incident.ts";
import { hour, minute, silence, silenceId, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const plain = (more: object = {}): World => worldOf({ policies: [{ name: "all", ...more }] });
const until = "2026-11-30T10:30:00Z";

/** For each reason a story that ends with it. */
const stories: Record<Reason, [World, (w: World) => unknown, string]> = {
  first: [plain(), (w) => w.raise("created", "a"), "10:00 send first slack"],
  new_member: [
    plain(),
    (w) => [w.raise("created", "a"), w.pass(6 * minute), w.raise("created", "b")],
    "10:06 send new_member slack",
  ],
  severity_rise: [
    plain(),
    (w) => [w.raise("created", "a"), w.raise("severity_rose", "a", { severity: "high" })],
    "10:00 send severity_rise slack",
  ],
  regression: [plain(), (w) => [w.raise("created", "a"), w.raise("escalated", "a")], "10:00 send regression slack"],
  repeat: [plain({ repeat: "30m" }), (w) => [w.raise("created", "a"), w.pass(30 * minute)], "10:30 send repeat slack"],
  step: [
    plain({
      ladder: [
        { after: "0s", to: ["slack"] },
        { after: "5m", to: ["pager"] },
      ],
    }),
    (w) => [w.raise("created", "a"), w.pass(5 * minute)],
    "10:05 send step pager",
  ],
  resolved: [plain(), (w) => [w.raise("created", "a"), w.raise("resolved", "a")], "10:00 update resolved"],
  corrected: [plain(), (w) => [w.raise("created", "a"), w.raise("corrected", "a")], "10:00 update corrected"],
  digest: [
    plain({ ladder: [{ after: "0s", to: ["digest"] }] }),
    (w) => [w.raise("created", "a"), w.pass(hour)],
    "10:30 send digest slack",
  ],
  dedup: [plain(), (w) => [w.raise("created", "a"), w.raise("created", "b")], "10:00 none dedup"],
  waiting: [plain({ wait: "1m" }), (w) => w.raise("created", "a"), "10:00 none waiting"],
  acknowledged: [
    plain(),
    (w) => [w.raise("created", "a"), w.acknowledge(w.open[0]!.id), w.raise("created", "b")],
    "10:00 none acknowledged",
  ],
  snoozed: [
    plain(),
    (w) => [w.raise("created", "a"), w.snooze(w.open[0]!.id, hour), w.raise("created", "b")],
    "10:00 none snoozed",
  ],
  silenced: [worldOf({ policies: [], silences: [silence({ until })] }), (w) => w.raise("created", "a"), "10:00 hold silenced"],
  inhibited: [
    worldOf({
      policies: [],
      silences: [silence({ while: { match: "signal:provider_outage", equal: ["llm.provider"] }, mode: "drop" })],
    }),
    (w) => [w.raise("provider_outage", null, { provider: "x" }), w.raise("created", "a", { provider: "x", signature: "t" })],
    "10:00 drop inhibited",
  ],
  outside_hours: [
    plain({ calendar: { name: "night", outside: "hold" } }),
    (w) => w.raise("created", "a"),
    "10:00 hold outside_hours",
  ],
  over_rate: [
    worldOf({ policies: [{ name: "all" }], hourly: 1 }),
    (w) => [w.raise("created", "a"), w.raise("created", "b", { signature: "t" })],
    "10:00 digest over_rate +slack",
  ],
  below_policy: [plain(), (w) => w.raise("resolved", "a"), "10:00 none below_policy"],
  no_channel: [plain({ ladder: [{ after: "0s", to: ["gone"] }] }), (w) => w.raise("created", "a"), "10:00 none no_channel"],
  loop: [plain(), (w) => w.raise("channel_broken", null, { signature: "verdict:channel_broken:slack" }), "10:00 none loop"],
};

for (const reason of Reason.options)
  test(`somebody is told, or not, because of ${reason}`, () => {
    const [w, story, end] = stories[reason];
    story(w);
    assert.equal(timeline(w).at(-1), end);
  });

test("a broken channel is told of by the others, and by no digest that only it carries", () => {
  const broken = { signature: "verdict:channel_broken:slack" };
  const w = plain({
    ladder: [
      { after: "0s", to: ["slack", "morning"] },
      { after: "0s", to: ["slack", "mail"] },
    ],
  });
  w.raise("channel_broken", null, broken);
  assert.deepEqual(timeline(w), ["10:00 none loop", "10:00 send first mail"]);
  assert.deepEqual(w.log[0]?.decision.skipped, []);
  const other = plain();
  other.raise("channel_broken", null, { signature: "verdict:channel_broken:mail" });
  assert.deepEqual(timeline(other), ["10:00 send first slack"]);
});

test("one who is told in a silence's stead keeps the reason and names the silence", () => {
  const w = worldOf({ policies: [{ name: "all" }], silences: [silence({ until })], hourly: 1 });
  w.raise("created", "a");
  w.raise("created", "b", { signature: "t" });
  w.pass(30 * minute);
  assert.deepEqual(timeline(w, 2), ["10:30 send first slack", "10:30 digest over_rate +slack"]);
  assert.deepEqual([w.log[2]?.decision.by, w.log[3]?.decision.by], [silenceId, null]);
});
