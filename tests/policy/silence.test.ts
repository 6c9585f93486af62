import assert from "node:assert/strict";
import { test } from "node:test";
import type { SilenceSpec } from "#lib/model/policy.ts";
import { hour, minute, otherId, silence, silenceId, timeline, worldOf } from "./spec.ts";
import type { World } from "./world.ts";

const at = (time: string): string => `2026-11-30T${time}:00Z`;
const world = (silences: SilenceSpec[], more: object = {}): World => worldOf({ policies: [{ name: "all", ...more }], silences });
const byOf = (w: World): (string | null)[] => w.log.map(({ decision }) => decision.by);

const kinds: [string, object, boolean][] = [
  ["without a beginning and before its end", { until: at("11:00") }, true],
  ["from its beginning on", { since: at("10:00"), until: at("11:00") }, true],
  ["not before its beginning", { since: at("10:01"), until: at("11:00") }, false],
  ["not at its end", { until: at("10:00") }, false],
  ["in its calendar", { calendar: "work" }, true],
  ["not outside its calendar", { calendar: "night" }, false],
  ["not by a calendar that there is none of", { calendar: "holidays" }, false],
  ["not before its beginning, in its calendar", { since: at("10:01"), calendar: "work" }, false],
  ["not what it does not match", { match: "project:other", until: at("11:00") }, false],
  ["what its calendar matches", { match: "in:work", until: at("11:00") }, true],
];
for (const [what, more, isHeld] of kinds)
  test(`a silence holds back ${what}`, () => {
    const w = world([silence(more)]);
    w.raise("created", "a");
    assert.deepEqual(timeline(w), [isHeld ? "10:00 hold silenced" : "10:00 send first slack"]);
    assert.equal(w.log[0]?.decision.by, isHeld ? silenceId : null);
  });

test("held until it ends, what is still open is told then, and says which silence ended; the next does not", () => {
  const w = world([silence({ until: at("10:30") })], { repeat: "10m" });
  w.raise("created", "a");
  assert.deepEqual([...w.used], [silenceId]);
  w.pass(41 * minute);
  assert.deepEqual(timeline(w), ["10:00 hold silenced", "10:30 send first slack", "10:40 send repeat slack"]);
  assert.deepEqual(byOf(w), [silenceId, silenceId, null]);
  assert.deepEqual([[...w.used], w.named], [[], [silenceId]]);
});

test("the first alert that a silence would have held names it, another does not", () => {
  const w = world([silence({ match: "project:shop", until: at("10:30"), mode: "drop" })]);
  w.raise("created", "a", { project: "shop", signature: "1" });
  w.pass(hour);
  w.raise("created", "b", { project: "other", signature: "2" });
  w.raise("created", "c", { project: "shop", signature: "3" });
  w.raise("created", "d", { project: "shop", signature: "4" });
  assert.deepEqual(timeline(w), [
    "10:00 drop silenced",
    "11:00 send first slack",
    "11:00 send first slack",
    "11:00 send first slack",
  ]);
  assert.deepEqual(byOf(w), [silenceId, null, silenceId, null]);
});

test("a silence that held nothing back is never named", () => {
  const w = world([silence({ until: at("10:30") })]);
  w.pass(hour);
  w.raise("created", "a");
  assert.deepEqual(byOf(w), [null]);
});

test("a silence by calendar holds until the calendar closes", () => {
  const w = world([silence({ calendar: "work" })]);
  w.raise("created", "a");
  w.pass(9 * hour);
  assert.deepEqual(timeline(w), ["10:00 hold silenced", "18:00 send first slack"]);
});

const outage = { match: "signal:provider_outage", equal: ["llm.provider"] };
for (const [mode, during] of [
  ["hold", ["hold inhibited"]],
  ["digest", ["digest inhibited"]],
  ["drop", ["drop inhibited"]],
] as const)
  test(`a silence lasts while something goes on, of the same provider only (${mode})`, () => {
    const w = world([silence({ match: "category:timeout", while: outage, mode })]);
    w.raise("provider_outage", null, { provider: "openai", signature: "outage", category: "provider_error" });
    w.raise("created", "a", { provider: "openai", signature: "1" });
    w.raise("created", "b", { provider: "anthropic", signature: "2" });
    w.raise("created", "c", { provider: null, signature: "3" });
    assert.deepEqual(w.said, ["send first", ...during, "send first", "send first"]);
    w.pass(10 * minute);
    assert.equal(w.log.filter(({ decision }) => decision.reason === "inhibited").length, 1, "it is said once");
    w.raise("resolved", null, { provider: "openai", signature: "outage" });
    w.pass(2 * minute);
    const after = w.log.filter(({ decision }) => decision.action !== "send" || decision.reason !== "digest").slice(4);
    assert.deepEqual(
      after.map(({ decision: { action, reason, by } }) => `${action} ${reason} ${by ?? ""}`),
      mode === "hold" ? ["update resolved ", `send first ${silenceId}`] : ["update resolved "],
    );
  });

test("an incident does not inhibit itself", () => {
  const w = world([silence({ match: "*", while: { match: "*", equal: ["signature"] } })]);
  w.raise("created", "a");
  w.pass(hour);
  w.raise("created", "b");
  assert.deepEqual(w.said, ["send first", "send new_member"]);
});

test("two that would inhibit each other are told; the milder one of both is not", () => {
  const inhibits = { match: "project:shop", while: { match: "severity:critical", equal: ["project"] } };
  const w = world([silence(inhibits)], { wait: "1m", repeat: "1h" });
  const shop = { severity: "critical", project: "shop" } as const;
  w.raise("created", "a", { ...shop, signature: "1" });
  w.raise("created", "b", { ...shop, signature: "2" });
  w.raise("created", "c", { ...shop, signature: "3", severity: "low" });
  w.pass(62 * minute);
  assert.deepEqual(timeline(w), [
    "10:00 none waiting",
    "10:00 none waiting",
    "10:00 hold inhibited",
    "10:01 send first slack",
    "10:01 send first slack",
    "11:01 send repeat slack",
    "11:01 send repeat slack",
  ]);
});

test("a digest of what is silenced comes at its time; what is resolved meanwhile is one line more", () => {
  const w = world([silence({ until: at("12:00"), mode: "digest" })]);
  w.raise("created", "a");
  w.raise("resolved", "a");
  w.pass(24 * hour);
  assert.deepEqual(timeline(w), ["10:00 digest silenced +morning", "10:00 digest resolved +morning", "09:00 send digest slack"]);
  assert.equal(w.log[2]?.digest?.lines, 2);
});

test("without a digest, what it would have is held", () => {
  const w = world([silence({ until: at("12:00"), mode: "digest" })]);
  for (const name of ["digest", "morning"]) w.channels.delete(name);
  w.raise("created", "a");
  w.pass(3 * hour);
  assert.deepEqual(timeline(w), ["10:00 hold silenced", "12:00 send first slack"]);
  const ends = world([silence({ until: at("12:00") })]);
  for (const name of ["digest", "morning"]) ends.channels.delete(name);
  ends.raise("created", "a");
  ends.raise("resolved", "a");
  assert.deepEqual(timeline(ends), ["10:00 hold silenced", "10:00 none below_policy"]);
});

test("what is dropped opens no incident, and its end is nothing", () => {
  const w = world([silence({ until: at("12:00"), mode: "drop" })]);
  w.raise("created", "a");
  w.raise("resolved", "a");
  assert.deepEqual([timeline(w), w.kept.size], [["10:00 drop silenced", "10:00 none below_policy"], 0]);
});

for (const mode of ["hold", "digest", "drop"])
  test(`what is silenced neither delays nor silences the others of its incident (${mode})`, () => {
    const ladder = [
      { after: "0s", to: ["hook"] },
      { after: "5m", to: ["pager"] },
    ];
    const w = world([silence({ match: "environment:staging", until: at("12:00"), mode })], {
      ...{ groupBy: ["signature"], wait: "2m", ladder },
    });
    w.raise("created", "a", { environment: "production" });
    w.pass(minute);
    w.raise("created", "b", { environment: "staging" });
    w.pass(2 * minute);
    w.raise("regressed", "b", { environment: "staging" });
    w.pass(hour);
    assert.deepEqual(
      w.log.flatMap(({ at: when, decision: { reason, to } }) =>
        to.includes("slack") ? [] : [`${when.getUTCMinutes()} ${reason}`],
      ),
      ["0 waiting", "1 silenced", "2 first", "3 silenced", "7 step"],
    );
    assert.equal(w.open[0]?.subject.environment, "production");
  });

test("of two silenced members each keeps the end of its silence", () => {
  const w = world(
    [
      silence({ match: "environment:staging", until: at("10:30") }),
      silence({ id: otherId, match: "environment:test", until: at("11:00") }),
    ],
    { groupBy: ["signature"] },
  );
  w.raise("created", "a", { environment: "staging" });
  w.raise("created", "b", { environment: "test" });
  w.pass(2 * hour);
  assert.deepEqual(timeline(w), ["10:00 hold silenced", "10:00 hold silenced", "10:30 send first slack"]);
  assert.equal(w.log[2]?.decision.by, silenceId);
});

test("the end of what was announced is told in the middle of a silence, of any kind", () => {
  for (const mode of ["hold", "digest", "drop"]) {
    const w = world([silence({ since: at("10:05"), until: at("12:00"), mode })], { onResolve: "send" });
    w.raise("created", "a");
    w.pass(10 * minute);
    w.raise("resolved", "a");
    assert.deepEqual(timeline(w), ["10:00 send first slack", "10:10 send resolved slack"], mode);
  }
});

test("a repeat in a silence waits for its end, and says so once", () => {
  for (const [mode, said] of [
    ["hold", "10:10 hold silenced"],
    ["digest", "10:10 digest silenced +morning"],
    ["drop", "10:10 drop silenced"],
  ] as const) {
    const w = world([silence({ since: at("10:05"), until: at("10:45"), mode })], { repeat: "10m" });
    w.raise("created", "a");
    w.pass(56 * minute);
    assert.deepEqual(timeline(w), ["10:00 send first slack", said, "10:45 send repeat slack", "10:55 send repeat slack"], mode);
    assert.equal(w.log[2]?.decision.by, silenceId);
  }
});

test("a step in a silence waits for its end, and those after it for their distance", () => {
  const ladder = [
    { after: "0s", to: ["slack"] },
    { after: "10m", to: ["pager"] },
    { after: "20m", to: ["call"] },
  ];
  const w = world([silence({ since: at("10:05"), until: at("11:00") })], { ladder });
  w.raise("created", "a");
  w.pass(2 * hour);
  assert.deepEqual(timeline(w), [
    "10:00 send first slack",
    "10:10 hold silenced",
    "11:00 send step pager",
    "11:10 send step call",
  ]);
});

test("what gets worse in a silence is told at its end, though it is never repeated", () => {
  const w = world([silence({ since: at("10:05"), until: at("11:00") })]);
  w.raise("created", "a");
  w.pass(10 * minute);
  w.raise("severity_rose", "a", { severity: "high" });
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:10 hold silenced", "11:00 send severity_rise slack"]);
});

test("what got worse while it was collected, in a silence, is told at the end of the silence", () => {
  const w = world([silence({ until: at("10:02") })], { wait: "10m" });
  w.raise("created", "a");
  w.raise("severity_rose", "a", { severity: "high" });
  w.raise("regressed", "b", { signature: "other" });
  w.pass(hour);
  assert.deepEqual(timeline(w, 3), ["10:02 send first slack", "10:10 send regression slack"]);
});

test("a silence that ends before a model's deadline does not make its verdict told sooner", () => {
  const w = world([silence({ until: at("10:01") })], { deadline: "2m" });
  w.waiting = true;
  w.raise("created", "a", { flags: ["provisional"] });
  w.raise("created", "b", { flags: ["provisional"], signature: "other" });
  w.pass(90_000);
  w.raise("corrected", "b", { signature: "other" });
  w.pass(hour);
  assert.deepEqual(timeline(w, 2), ["10:01 send first slack", "10:02 send first slack"]);
});

for (const mode of ["hold", "drop"])
  test(`what gets worse in a silence and is another policy's from then on begins that ladder at its end (${mode})`, () => {
    const w = worldOf({
      policies: [{ name: "critical", match: "severity:critical", ladder: [{ after: "0s", to: ["pager"] }] }, { name: "all" }],
      silences: [silence({ since: at("10:05"), until: at("11:00"), mode })],
    });
    w.raise("created", "a");
    w.acknowledge(w.open[0]!.id);
    w.pass(10 * minute);
    w.raise("severity_rose", "a", { severity: "critical" });
    w.pass(hour);
    assert.deepEqual(timeline(w), ["10:00 send first slack", `10:10 ${mode} silenced`, "11:00 send severity_rise pager"]);
  });

test("what would not be told without a silence is not told at its end", () => {
  const w = world([silence({ since: at("10:01"), until: at("10:04") })]);
  w.raise("created", "a");
  w.pass(2 * minute);
  w.raise("created", "b");
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 send first slack", "10:02 hold silenced"]);
});

test("of two silences the second holds where the first ends, and both are named", () => {
  const w = world([silence({ until: at("10:10") }), silence({ id: otherId, until: at("10:20") })]);
  w.raise("created", "a");
  w.pass(hour);
  w.raise("created", "b");
  assert.deepEqual(timeline(w), [
    "10:00 hold silenced",
    "10:10 hold silenced",
    "10:20 send first slack",
    "11:00 send new_member slack",
  ]);
  assert.deepEqual(byOf(w), [silenceId, otherId, silenceId, otherId]);
});

test("the collecting of a policy goes on in a silence", () => {
  const w = world([silence({ until: at("10:02") })], { wait: "10m" });
  w.raise("created", "a");
  w.pass(hour);
  assert.deepEqual(timeline(w), ["10:00 hold silenced", "10:10 send first slack"]);
});

test("a silence is named by its match where it has no id", () => {
  const { id: _, ...nameless } = silence({ until: at("10:30") });
  const w = world([nameless]);
  w.raise("created", "a");
  assert.equal(w.log[0]?.decision.by, "*");
});

test("a silence that was ended by hand is named, though it lasted while something went on", () => {
  const w = world([silence({ match: "category:timeout", while: outage, mode: "drop" })]);
  w.raise("provider_outage", null, { provider: "openai", signature: "outage", category: "provider_error" });
  w.raise("created", "a", { provider: "openai", signature: "1" });
  w.silences = [silence({ match: "category:timeout", until: at("10:00"), mode: "drop" })];
  w.raise("created", "b", { provider: "openai", signature: "2" });
  w.raise("created", "c", { provider: "openai", signature: "3" });
  assert.deepEqual(byOf(w), [null, silenceId, silenceId, null]);
  assert.equal(w.used.size, 0);
});

const asks = { match: "message:loud", until: at("11:00") };
const twoSteps = [
  { after: "0s", to: ["slack"] },
  { after: "15m", to: ["pager"] },
];
const rose = { severity: "critical", message: "loud" } as const;

test("what was told and gets worse in a silence is told at its end as what got worse, whatever is due then", () => {
  for (const more of [{}, { repeat: "30m" }, { repeat: "1h" }, { ladder: twoSteps }, { repeat: "20m", ladder: twoSteps }])
    for (const mode of ["hold", "digest", "drop"] as const) {
      const w = world([silence({ ...asks, mode })], more);
      w.raise("created", "a");
      w.pass(10 * minute);
      w.raise("severity_rose", "a", rose);
      w.pass(50 * minute);
      const said = timeline(w).filter((line) => line.includes("send") && !line.includes("digest"));
      const end = ["10:00 send first slack", "11:00 send severity_rise slack"];
      assert.deepEqual(said, "ladder" in more ? [...end, "11:00 send step pager"] : end, JSON.stringify([more, mode]));
    }
});

test("nor does a snooze, whoever took it on or the night make it a repetition", () => {
  for (const act of ["snooze", "acknowledge", "night"] as const) {
    const w = world(act === "night" ? [] : [silence(asks)], { calendar: { name: "work", outside: "hold", critical: true } });
    w.raise("created", "a");
    if (act === "night") w.pass(9 * hour);
    w.raise("severity_rose", "a", rose);
    const [{ id } = { id: "" }] = w.open;
    if (act === "snooze") w.snooze(id, 2 * hour);
    if (act === "acknowledge") w.acknowledge(id);
    w.pass(24 * hour);
    const end = act === "night" ? "09:00" : act === "snooze" ? "12:00" : "11:00";
    assert.equal(timeline(w).at(-1), `${end} send severity_rise slack`, act);
  }
});

test("what got worse and milder again in a silence is no rise at its end; what was lowered and rises is one", () => {
  const w = world([silence(asks)]);
  w.raise("created", "a", { severity: "high", message: "loud!", confidence: 1 });
  w.silences = [];
  w.raise("created", "b", { severity: "high", signature: "t" });
  w.raise("corrected", "b", { severity: "low", signature: "t" });
  w.silences = [silence({ ...asks, match: "*" })];
  w.pass(10 * minute);
  w.raise("severity_rose", "b", { severity: "medium", signature: "t" });
  w.pass(50 * minute);
  assert.equal(timeline(w).at(-1), "11:00 send severity_rise slack");
  const milder = world([silence(asks)]);
  milder.raise("created", "a");
  milder.raise("severity_rose", "a", rose);
  milder.raise("corrected", "a", { severity: "medium", message: "loud" });
  milder.pass(hour);
  assert.ok(!timeline(milder).some((line) => line.includes("severity_rise")), timeline(milder).join());
});
