import assert from "node:assert/strict";
import { test } from "node:test";
import { PolicyDocument, type PolicySpec, PolicySpec as Spec } from "#lib/model/policy.ts";
import { defaultDocument } from "#lib/policy/defaults.ts";
import { summaryOf } from "#lib/policy/summary.ts";

const defaults = defaultDocument("Asia/Tokyo");
const said = (spec: PolicySpec, document: PolicyDocument): string => {
  const { told, rest } = summaryOf(spec, document);
  return [told, ...rest].join(" ");
};
const named = (name: string): PolicySpec => defaults.policies.find((policy) => policy.name === name)!;
const summary = (name: string): string => said(named(name), defaults);

test("summary: the policy for what is critical", () =>
  assert.equal(
    summary("critical"),
    "Pages pager and sms and tells slack and hook at once, then pages voice after 5 min if nobody has acknowledged. " +
      "One incident per project, environment and signature. " +
      "Told once in 5 min, but at once when its severity rises or it comes back. " +
      "Repeats every 30 min until acknowledged or resolved. Edits its messages when resolved.",
  ));

test("summary: the policy for what is high says in which hours it pages", () =>
  assert.match(
    summary("high"),
    /^Tells slack, hook and mail at once, then pages pager after 15 min if nobody has acknowledged and the time is in working-hours \(Mon–Fri 09:00–18:00, Asia\/Tokyo\)\. .*Never repeats\. Gives a model up to 20 s unless critical\. /,
  ));

test("summary: digests say when they go and through what", () => {
  assert.match(summary("medium"), /^Collects for digest \(every 30 min, by category, through slack\)\. /);
  assert.match(summary("low and info"), /^Collects for morning \(daily at 09:00, through slack and mail\)\. /);
});

const document = PolicyDocument.parse({
  version: 1,
  channels: [
    { name: "#llm-oncall", kind: "slack" },
    { name: "phones", kind: "sms", to: ["+84901234567", "+84901234568", "+84901234569"] },
  ],
  calendars: [
    {
      name: "nights",
      zone: "Europe/Berlin",
      windows: [
        { days: ["mon", "tue", "thu", "fri"], from: "22:00", to: "07:00" },
        { days: ["sat", "sun"], from: "00:00", to: "24:00" },
      ],
    },
  ],
  policies: [{ name: "all", match: "*", ladder: [{ after: "0s", to: ["#llm-oncall"] }] }],
});
const policy = (more: object): PolicySpec =>
  Spec.parse({ name: "p", match: "*", ladder: [{ after: "0s", to: ["#llm-oncall"] }], ...more });

/** What is changed, and what the summary must say. */
const cases: [string, object, RegExp][] = [
  [
    "numbers",
    { ladder: [{ after: "1h", to: ["phones"] }] },
    /^Pages phones \(\+84901234567, \+84901234568 and 1 more\) after 1 h\. /,
  ],
  [
    "a condition of the first step",
    { ladder: [{ after: "0s", to: ["phones"], if: "users:>=100" }] },
    /at once if the number of users is at least 100\. /,
  ],
  ["a channel that is not there", { ladder: [{ after: "0s", to: ["gone"] }] }, /^Tells gone at once\. /],
  [
    "a calendar that critical errors break through",
    { calendar: { name: "nights", outside: "hold" } },
    / Outside nights \(Mon–Tue, Thu–Fri 22:00–07:00 and Sat–Sun 00:00–24:00, Europe\/Berlin\) what is not critical waits until it opens\. /,
  ],
  [
    "a calendar that holds critical errors, too",
    { calendar: { name: "nights", outside: "digest", critical: true } },
    /\) what happens, even what is critical, goes into the next quiet digest\. /,
  ],
  [
    "a calendar that calls nobody",
    { calendar: { name: "nights", outside: "downgrade" } },
    /what is not critical is of low urgency, without text message and call\. /,
  ],
  ["issues alone", { groupBy: [] }, / One incident per issue\. /],
  ["providers", { groupBy: ["llm.provider"] }, / One incident per LLM provider\. /],
  ["a pause", { wait: "45s" }, / Waits 45 s to collect before the first word\. /],
  ["a fixed window", { window: { kind: "fixed", for: "1d" }, again: [] }, / Told once in each 1 day by the clock\. /],
  ["what says it again", { again: ["new_member"] }, / Told once in 5 min, but at once when another issue joins\. /],
  ["an acknowledgement that expires", { ackExpires: "2d" }, / Begins anew 2 days after it was acknowledged\. /],
  ["a floor of confidence", { confidenceFloor: 0.7 }, / Provisional below 70 % confidence\. /],
  ["no deadline", { deadline: "0s" }, /Never repeats\. Edits its messages when resolved\.$/],
  ["an end that is sent", { onResolve: "send" }, / Says it again when resolved\.$/],
  ["an end that is not told", { onResolve: "none" }, / Says nothing when resolved\.$/],
  ["one of several", { stop: false }, / The policies after it decide as well\.$/],
  ["off", { enabled: false }, /^Switched off: tells #llm-oncall at once\. /],
];
for (const [name, more, says] of cases) test(`summary: ${name}`, () => assert.match(said(policy(more), document), says));

test("summary: what is so with every policy is told apart", () => {
  assert.deepEqual(summaryOf(named("critical"), defaults).own, ["Repeats every 30 min until acknowledged or resolved."]);
  assert.deepEqual(summaryOf(named("high"), defaults).own, []);
});
