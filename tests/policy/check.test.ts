import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PolicyDocument } from "#lib/model/policy.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { defaultDocument } from "#lib/policy/defaults.ts";
import { cpuMs } from "../support/cpu-ms.ts";

const good = (): PolicyDocument => structuredClone(defaultDocument("Asia/Tokyo"));

function faults(change: (document: PolicyDocument) => unknown): string[] {
  const document = good();
  change(document);
  const checked = checkDocument(document);
  return checked.ok ? [] : checked.faults.map(({ path, message }) => `${path}: ${message}`);
}

test("the defaults are right, and stay what they are when they are read again", () => {
  const checked = checkDocument(JSON.parse(JSON.stringify(good())));
  assert.deepEqual(checked, { ok: true, document: good() });
});

const wrong: [string, (document: PolicyDocument) => unknown, RegExp][] = [
  [
    "a query that does not parse",
    (d) => Object.assign(d.policies[2]!, { match: "severity:(" }),
    /^policies\[2\]\.match: at character \d+: /,
  ],
  [
    "an unknown field",
    (d) => Object.assign(d.policies[2]!, { match: "sevrity:high" }),
    /^policies\[2\]\.match: at character 1: .*severity/,
  ],
  [
    "a pattern that could explode",
    (d) => Object.assign(d.policies[1]!, { match: "severity:high message:/^(a+)+$/" }),
    /^policies\[1\]\.match: at character 15: .*write one of the two, such as a\+ for \(a\+\)\+/,
  ],
  ["an empty query", (d) => Object.assign(d.policies[2]!, { match: " " }), /^policies\[2\]\.match: says nothing: write "\*"/],
  [
    "an unknown channel",
    (d) => Object.assign(d.policies[1]!.ladder[0]!, { to: ["slak"] }),
    /^policies\[1\]\.ladder\[0\]\.to\[0\]: .*did you mean slack\?/,
  ],
  [
    "an unknown calendar",
    (d) => Object.assign(d.policies[2]!.ladder[1]!, { if: "in:work-hours" }),
    /^policies\[2\]\.ladder\[1\]\.if: .*working-hours/,
  ],
  [
    "an unknown zone",
    (d) => Object.assign(d.calendars[0]!, { zone: "Asia/Tokio" }),
    /^calendars\[0\]\.zone: .*did you mean Asia\/Tokyo\?/,
  ],
  ["a zone like no other", (d) => Object.assign(d.calendars[0]!, { zone: "My/Office" }), /^calendars\[0\]\.zone: .*IANA/],
  ["an offset for a zone", (d) => Object.assign(d.calendars[0]!, { zone: "+09:00" }), /^calendars\[0\]\.zone: .*IANA/],
  [
    "a window that ends when it begins",
    (d) => Object.assign(d.calendars[0]!.windows[0]!, { to: "09:00" }),
    /^calendars\[0\]\.windows\[0\]\.to: .*for a whole day write/,
  ],
  [
    "a window that ends after midnight's end",
    (d) => Object.assign(d.calendars[0]!.windows[0]!, { to: "24:30" }),
    /^calendars\[0\]\.windows\[0\]\.to: must be a time of day/,
  ],
  ["a channel's unknown zone", (d) => Object.assign(d.channels[2]!, { zone: "Mars" }), /^channels\[2\]\.zone: /],
  [
    "a duration below a second",
    (d) => Object.assign(d.policies[1]!, { repeat: "0s" }),
    /^policies\[1\]\.repeat: Write never, or at least 1s, as a whole number/,
  ],
  [
    "a window below a second",
    (d) => Object.assign(d.policies[1]!, { window: { kind: "rolling", for: "0s" } }),
    /^policies\[1\]\.window\.for: Write at least 1s, as a whole number and s, m, h or d, such as 30s, 5m, 4h, 2d$/,
  ],
  [
    "a window of half a second",
    (d) => Object.assign(d.policies[1]!, { window: { kind: "rolling", for: "0.5s" } }),
    /^policies\[1\]\.window\.for: Write at least 1s, as a whole number and s, m, h or d, such as 30s, 5m, 4h, 2d$/,
  ],
  [
    "a duration that is none",
    (d) => Object.assign(d.policies[1]!, { deadline: "soon" }),
    /^policies\[1\]\.deadline: Write 0s, or at least 1s, as a whole number and s, m, h or d/,
  ],
  [
    "a name that comes twice",
    (d) => Object.assign(d.policies[1]!, { name: "high" }),
    /^policies\[2\]\.name: "high" is the name of another/,
  ],
  [
    "a last policy that does not match everything",
    (d) => d.policies.pop(),
    /^policies\[4\]\.match: the last policy must match everything/,
  ],
  [
    "a duration that is a number",
    (d) => Object.assign(d.policies[1]!, { wait: 5 }),
    /^policies\[1\]\.wait: Write 0s, or at least 1s, as a whole number and s, m, h or d/,
  ],
  [
    "text that is a number",
    (d) => Object.assign(d.policies[1]!, { name: 7 }),
    /^policies\[1\]\.name: must be text: put it in quotes$/,
  ],
  [
    "a word that is none of those there are",
    (d) => Object.assign(d.policies[1]!, { onResolve: "delete" }),
    /^policies\[1\]\.onResolve: must be one of edit, send, none$/,
  ],
  ["a list that is none", (d) => Object.assign(d.policies[1]!, { ladder: {} }), /^policies\[1\]\.ladder: must be a list$/],
  [
    "too long a list",
    (d) => Object.assign(d, { channels: Array(101).fill(d.channels[0]) }),
    /^channels: has at most 100 entries$/,
  ],
  ["too large a number", (d) => Object.assign(d, { hourly: 1001 }), /^hourly: must be at most 1000$/],
  ["another version of the form", (d) => Object.assign(d, { version: 2 }), /^version: must be 1$/],
  ["a last policy that is off", (d) => Object.assign(d.policies[5]!, { enabled: false }), /^policies\[5\]\.enabled: /],
  ["no policy at all", (d) => Object.assign(d, { policies: [] }), /^policies: needs at least/],
  [
    "a field that is not known",
    (d) => Object.assign(d.policies[0]!, { windows: {} }),
    /^policies\[0\]\.windows: is not known here/,
  ],
  ["a missing field", (d) => delete (d.policies[0] as { match?: string }).match, /^policies\[0\]\.match: is missing/],
  [
    "a group by what is no field",
    (d) => Object.assign(d.policies[0]!, { groupBy: ["colour"] }),
    /^policies\[0\]\.groupBy\[0\]: /,
  ],
  [
    "a silence without an end",
    (d) => delete (d.silences[0] as { while?: object }).while,
    /^silences\[0\]\.until: ends by exactly one of/,
  ],
  [
    "a silence whose query is wrong",
    (d) => Object.assign(d.silences[0]!, { match: "severity:worst" }),
    /^silences\[0\]\.match: at character/,
  ],
  [
    "a silence of an unknown calendar",
    (d) => d.silences.push({ match: "*", calendar: "nights", mode: "hold", author: "", reason: "" }),
    /^silences\[1\]\.calendar: /,
  ],
  ["a digest that nobody carries", (d) => Object.assign(d.channels[7]!, { to: [] }), /^channels\[7\]\.to: /],
  [
    "a digest carried by what rings",
    (d) => Object.assign(d.channels[7]!, { to: ["slack", "pager"] }),
    /^channels\[7\]\.to\[1\]: a channel of the kind pagerduty carries no digest: name one of the kinds slack, email, webhook/,
  ],
  [
    "a digest carried by a digest",
    (d) => Object.assign(d.channels[7]!, { to: ["morning"] }),
    /^channels\[7\]\.to\[0\]: a channel of the kind digest carries no digest/,
  ],
  [
    "a digest carried by a channel that is not there",
    (d) => Object.assign(d.channels[7]!, { to: ["slak"] }),
    /^channels\[7\]\.to\[0\]: there is no channel "slak": did you mean slack\?/,
  ],
  [
    "a digest at a time and every so often",
    (d) => Object.assign(d.channels[7]!, { at: "09:00" }),
    /^channels\[7\]\.at: a digest comes either/,
  ],
  [
    "a time of day where nothing is collected",
    (d) => Object.assign(d.channels[0]!, { at: "09:00" }),
    /^channels\[0\]\.at: belongs to channels of the kind digest/,
  ],
  [
    "a receiver that is no e-mail address",
    (d) => Object.assign(d.channels[2]!, { to: ["a@example.com", "on-call"] }),
    /^channels\[2\]\.to\[1\]: "on-call" is no e-mail address: write one such as/,
  ],
  [
    "a number without its country",
    (d) => Object.assign(d.channels[3]!, { to: ["0151 123"] }),
    /^channels\[3\]\.to\[0\]: "0151 123" is no telephone number: write it with its country/,
  ],
  [
    "a number that is none, to be called",
    (d) => Object.assign(d.channels[4]!, { to: ["+0123456"] }),
    /^channels\[4\]\.to\[0\]: .* is no telephone number/,
  ],
  [
    "a language that nothing is written in",
    (d) => Object.assign(d.channels[2]!, { language: "de" }),
    /^channels\[2\]\.language: there is no language "de": write one of en, zh-CN, vi, ja, ko, th/,
  ],
  [
    "a channel that is called as the last resort is",
    (d) => d.channels.push({ name: "administrators", kind: "email" }),
    /^channels\[9\]\.name: administrators is the name of those who run Verdict/,
  ],
  [
    "a retry hook in a ladder",
    (d) => Object.assign(d.policies[1]!.ladder[0]!, { to: ["slack", "retry"] }),
    /^policies\[1\]\.ladder\[0\]\.to\[1\]: a retry hook is fired by itself for every error that is worth retrying/,
  ],
  [
    "a step before the one above it",
    (d) => Object.assign(d.policies[2]!.ladder[0]!, { after: "1h" }),
    /^policies\[2\]\.ladder\[1\]\.after: comes before the step above it: write 1h or more, or move the step up/,
  ],
  [
    "a policy by a calendar that is not there",
    (d) => Object.assign(d.policies[1]!, { calendar: { name: "nights", outside: "hold", critical: false } }),
    /^policies\[1\]\.calendar\.name: there is no calendar "nights"/,
  ],
  [
    "a match by a calendar that is not there",
    (d) => Object.assign(d.policies[1]!, { match: "severity:critical in:nights" }),
    /^policies\[1\]\.match: there is no calendar "nights"/,
  ],
  [
    "a pattern that would grow without end",
    (d) => Object.assign(d.policies[1]!, { match: "message:/((a{100}){100}){100}/" }),
    /^policies\[1\]\.match: at character \d+: .*(?:count|counts)/,
  ],
  [
    "a pattern that is too large",
    (d) => Object.assign(d.policies[1]!, { match: "message:/(a?){500}a{500}/" }),
    /^policies\[1\]\.match: at character \d+: this pattern is too large: use smaller counts/,
  ],
  [
    "a pattern with a back-reference",
    (d) => Object.assign(d.policies[1]!, { match: "message:/(a+)\\1/" }),
    /^policies\[1\]\.match: at character \d+: patterns know no back-references/,
  ],
  [
    "a silence by what its condition cannot ask",
    (d) => Object.assign(d.silences[0]!.while!, { match: "sgnal:provider_outage" }),
    /^silences\[0\]\.while\.match: at character 1: .*signal/,
  ],
  [
    "a silence that ends before it begins",
    (d) =>
      d.silences.push({
        match: "*",
        since: "2027-01-02T00:00:00Z",
        until: "2027-01-01T00:00:00Z",
        mode: "hold",
        author: "",
        reason: "",
      }),
    /^silences\[1\]\.until: must be later than since/,
  ],
  [
    "two silences of one id",
    (d) => {
      const id = "019adf00-0000-7000-8000-000000000001";
      d.silences[0]!.id = id;
      d.silences.push({ ...d.silences[0]! });
    },
    /^silences\[1\]\.id: is the id of another silence/,
  ],
  [
    "a step to nobody",
    (d) => Object.assign(d.policies[1]!.ladder[0]!, { to: [] }),
    /^policies\[1\]\.ladder\[0\]\.to: Choose at least one channel/,
  ],
];

const right: [string, (document: PolicyDocument) => unknown][] = [
  ["a window of a whole day", (d) => Object.assign(d.calendars[0]!.windows[0]!, { from: "00:00", to: "24:00" })],
  ["a window across midnight", (d) => Object.assign(d.calendars[0]!.windows[0]!, { from: "22:00", to: "06:00" })],
  [
    "a silence by calendar",
    (d) => d.silences.push({ match: "*", calendar: "working-hours", mode: "digest", author: "", reason: "" }),
  ],
  ["a policy by calendar", (d) => Object.assign(d.policies[1]!, { calendar: { name: "working-hours", outside: "hold" } })],
  ["steps at the same time", (d) => Object.assign(d.policies[2]!.ladder[1]!, { after: "0s" })],
  ["a pattern with words between dots", (d) => Object.assign(d.policies[1]!, { match: "message:/^([a-z]+[.])+$/" })],
  [
    "numbers and addresses",
    (d) => {
      d.channels[2]!.to = ["on.call+night@example.com"];
      d.channels[3]!.to = ["+15005550006"];
    },
  ],
];
for (const [name, change] of right) test(`${name} is right`, () => assert.deepEqual(faults(change), []));

test("what nothing may talk down is no symptom of an outage", () => {
  const [{ match } = { match: "" }] = good().silences;
  assert.match(match, /-is:floor$/);
  assert.doesNotMatch(match, /authentication|quota_exceeded/);
});

for (const [name, change, says] of wrong)
  test(`${name} is refused at its place`, () => {
    const found = faults(change);
    assert.ok(
      found.some((fault) => says.test(fault)),
      found.join("\n") || "no fault",
    );
  });

const twoKinds: [string, (document: PolicyDocument) => unknown, string[]][] = [
  [
    "in one policy",
    (d) => Object.assign(d.policies[2]!, { match: "sevrity:high", wait: "0.5s", ladder: [{ after: "1x", to: ["slak", 7] }] }),
    [
      "policies[2].wait",
      "policies[2].ladder[0].after",
      "policies[2].ladder[0].to[1]",
      "policies[2].match",
      "policies[2].ladder[0].to[0]",
    ],
  ],
  [
    "in different parts",
    (d) => {
      Object.assign(d, { version: 2 });
      Object.assign(d.calendars[0]!, { zone: "Asia/Tokio" });
      Object.assign(d.channels[1]!, { name: d.channels[0]!.name });
    },
    ["version", "channels[1].name", "calendars[0].zone"],
  ],
  [
    "in one silence",
    (d) => Object.assign(d.silences[0]!, { mode: "quiet", match: "(", until: "2027-01-02T00:00:00Z" }),
    ["silences[0].mode", "silences[0].until", "silences[0].match"],
  ],
  ["where an entry is none at all", (d) => Object.assign(d.policies, { 0: 7, 1: null }), ["policies[0]", "policies[1]"]],
  [
    "but nothing that follows from what cannot be read",
    (d) => {
      Object.assign(d.channels[0]!, { kind: "slak", at: "09:00" });
      Object.assign(d.channels[1]!, { name: "" });
      Object.assign(d.policies.at(-1)!, { match: 5 });
    },
    ["channels[0].kind", "channels[1].name", `policies[${good().policies.length - 1}].match`],
  ],
];
for (const [where, change, paths] of twoKinds)
  test(`what is wrong with form and with meaning is told at once, ${where}`, () => {
    const found = faults(change).map((fault) => fault.split(": ", 1)[0]);
    for (const path of paths) assert.ok(found.includes(path), `${path} is not among ${found.join(", ")}`);
    if (where.startsWith("but"))
      assert.ok(
        found.every((path) => paths.includes(path!) || /\.to\[\d+\]$/.test(path!)),
        found.join(", "),
      );
  });

test("whatever is given, the check ends with a document or with faults", () => {
  fc.assert(
    fc.property(fc.anything(), (input) => {
      const checked = checkDocument(input);
      assert.ok(checked.ok || checked.faults.length > 0);
    }),
    { numRuns: 500 },
  );
});

test("the usual document, written by hand, is right", () => {
  const document = {
    version: 1,
    channels: [
      { name: "slack", kind: "slack" },
      { name: "pager", kind: "pagerduty" },
      { name: "mail", kind: "email", to: ["oncall@example.com"], language: "ja", zone: "Asia/Tokyo" },
      { name: "hook", kind: "webhook" },
      { name: "morning", kind: "digest", to: ["slack"], at: "09:00" },
    ],
    calendars: [{ name: "working-hours", zone: "Asia/Tokyo", windows: [{ days: ["mon", "fri"], from: "09:00", to: "18:00" }] }],
    policies: [
      {
        name: "provider outage",
        match: "signal:provider_outage",
        groupBy: ["llm.provider"],
        repeat: "1h",
        ladder: [{ after: "0s", to: ["pager", "slack", "hook"], urgency: "high" }],
      },
      {
        name: "critical",
        match: "severity:critical",
        repeat: "30m",
        deadline: "0s",
        ladder: [{ after: "0s", to: ["pager", "slack", "hook"], urgency: "high" }],
      },
      {
        name: "high",
        match: "severity:high",
        ladder: [
          { after: "0s", to: ["slack", "hook", "mail"] },
          { after: "15m", to: ["pager"], if: "in:working-hours" },
        ],
      },
      { name: "everything else", match: "*", ladder: [{ after: "0s", to: ["morning"] }] },
    ],
    silences: [
      { match: "project:staging-api", until: "2099-12-01T09:00:00Z", mode: "hold", author: "on-call", reason: "load test" },
      {
        match: "llm.provider:openai category:timeout",
        while: { match: "signal:provider_outage", equal: ["llm.provider"] },
        mode: "drop",
        author: "default",
        reason: "symptom",
      },
    ],
  };
  const checked = checkDocument(document);
  assert.ok(checked.ok);
});

test("queries that are too much to ask of every error are refused before they are read", () => {
  const silence = { match: "", until: "2027-01-01T00:00:00Z", mode: "hold", author: "", reason: "" } as const;
  const many = (count: number, match: string) => Array.from({ length: count }, (_, n) => ({ ...silence, match: `${match}${n}` }));
  const first = (count: number, match: string) => faults((d) => Object.assign(d, { silences: many(count, match) }))[0]!;
  const took = cpuMs(() => {
    assert.match(first(900, "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l) m"), /10000 words/);
    assert.match(first(201, "message:/x/ a"), /200 patterns/);
    assert.match(first(201, "-(/x/ a) b"), /200 patterns/);
  });
  assert.ok(took < 500, `${took} ms`);
  assert.deepEqual(
    faults((d) => Object.assign(d, { silences: many(900, 'transaction:"/api/x" message:a/b c') })),
    [],
  );
});

test("a document that is wrong in thousands of places is refused quickly, with the first fifty", () => {
  const wrong = Array.from({ length: 20 }, (_, n) => `${"e".repeat(70)}${n}`);
  const step = { after: "0s", to: wrong, urgency: "low" } as const;
  let said: string[] = [];
  const took = cpuMs(() => {
    said = faults((d) => {
      d.channels.push(...Array.from({ length: 80 }, (_, n) => ({ name: `${"c".repeat(70)}${n}`, kind: "slack" as const })));
      d.policies.unshift(
        ...Array.from({ length: 150 }, (_, n) => ({ ...d.policies[0]!, name: `p${n}`, ladder: Array(20).fill(step) })),
      );
    });
  });
  assert.equal(said.length, 50);
  assert.match(said[0]!, /^policies\[0\]\.ladder\[0\]\.to\[0\]: there is no channel/);
  assert.ok(took < 2000, `${took} ms`);
});
