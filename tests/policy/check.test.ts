import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { PolicyDocument } from "#lib/model/policy.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { defaultDocument } from "#lib/policy/defaults.ts";
import { addedUnobeyed, unobeyedParts } from "#lib/policy/obeyed.ts";

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
  ["an unknown zone", (d) => Object.assign(d.calendars[0]!, { zone: "Asia/Tokio" }), /^calendars\[0\]\.zone: .*IANA/],
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
    /^silences\[0\]: ends by exactly one of/,
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
  ["a digest that nobody carries", (d) => Object.assign(d.channels[5]!, { to: [] }), /^channels\[5\]\.to: /],
  [
    "a step to nobody",
    (d) => Object.assign(d.policies[1]!.ladder[0]!, { to: [] }),
    /^policies\[1\]\.ladder\[0\]\.to: names at least one channel/,
  ],
];

for (const [name, change, says] of wrong)
  test(`${name} is refused at its place`, () => {
    const found = faults(change);
    assert.ok(
      found.some((fault) => says.test(fault)),
      found.join("\n") || "no fault",
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

const news = (change: (document: PolicyDocument) => unknown, earlier: PolicyDocument[] = []): string[] => {
  const after = good();
  change(after);
  return addedUnobeyed(after, good(), earlier).map(({ path }) => path);
};

test("what is kept but not obeyed yet is named", () => {
  const { policies, ...document } = good();
  assert.deepEqual(
    unobeyedParts(policies[2]!, document).map(({ path }) => path),
    ["ladder[0].to[2]", "ladder[1].after", "ladder[1].if", "ladder[1].to[0]"],
  );
});

test("an edit may keep, move and take away what is not obeyed yet, and rename its policy", () => {
  assert.deepEqual(
    news(() => undefined),
    [],
  );
  assert.deepEqual(
    news((d) => Object.assign(d.policies[1]!, { name: "worst" })),
    [],
  );
  assert.deepEqual(
    news((d) => d.policies[2]!.ladder.pop()),
    [],
  );
  assert.deepEqual(
    news((d) => d.policies.unshift(...d.policies.splice(2, 1))),
    [],
  );
});

test("an edit that adds what is not obeyed yet is refused at its place", () => {
  assert.deepEqual(
    news((d) => Object.assign(d.policies[3]!.ladder[0]!, { to: ["slack", "pager"] })),
    ["policies[3].ladder[0].to[1]"],
  );
  assert.deepEqual(
    news((d) => Object.assign(d.policies[3]!.ladder[0]!, { after: "5m" })),
    ["policies[3].ladder[0].after"],
  );
  assert.deepEqual(
    news((d) => Object.assign(d.policies[1]!, { ackExpires: "1h", calendar: { name: "working-hours", outside: "hold" } })),
    ["policies[1].calendar", "policies[1].ackExpires"],
  );
  assert.deepEqual(
    news((d) => d.channels.push({ name: "call", kind: "voice" })),
    ["channels[7].kind"],
  );
});

test("a match by calendar and a silence that collects are not obeyed yet either", () => {
  assert.deepEqual(
    news((d) => Object.assign(d.policies[1]!, { match: "severity:critical in:working-hours" })),
    ["policies[1].match"],
  );
  assert.deepEqual(
    news((d) => d.silences.push({ match: "*", until: "2099-01-01T00:00:00Z", mode: "digest", author: "", reason: "" })),
    ["silences[1].mode"],
  );
});

test("what stood in an earlier version may be put back", () => {
  const after = good();
  const without = good();
  without.policies.splice(1, 1);
  assert.notDeepEqual(addedUnobeyed(after, without, []), []);
  assert.deepEqual(addedUnobeyed(after, without, [without, good()]), []);
});

test("the usual document, written by hand, is right and adds nothing that is not obeyed yet", () => {
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
  assert.deepEqual(addedUnobeyed(checked.document, good(), []), []);
});

test("queries that are too much to ask of every error are refused before they are read", () => {
  const silence = { match: "", until: "2027-01-01T00:00:00Z", mode: "hold", author: "", reason: "" } as const;
  const many = (count: number, match: string) => Array.from({ length: count }, (_, n) => ({ ...silence, match: `${match}${n}` }));
  const began = performance.now();
  assert.match(
    faults((d) => Object.assign(d, { silences: many(900, "(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l) m") }))[0]!,
    /10000 words/,
  );
  assert.match(faults((d) => Object.assign(d, { silences: many(201, "message:/x/ a") }))[0]!, /200 patterns/);
  assert.match(faults((d) => Object.assign(d, { silences: many(201, "-(/x/ a) b") }))[0]!, /200 patterns/);
  assert.ok(performance.now() - began < 500);
  assert.deepEqual(
    faults((d) => Object.assign(d, { silences: many(900, 'transaction:"/api/x" message:a/b c') })),
    [],
  );
});

test("a document that is wrong in thousands of places is refused quickly, with the first fifty", () => {
  const wrong = Array.from({ length: 20 }, (_, n) => `${"e".repeat(70)}${n}`);
  const step = { after: "0s", to: wrong, urgency: "low" } as const;
  const began = performance.now();
  const said = faults((d) => {
    d.channels.push(...Array.from({ length: 80 }, (_, n) => ({ name: `${"c".repeat(70)}${n}`, kind: "slack" as const })));
    d.policies.unshift(
      ...Array.from({ length: 150 }, (_, n) => ({ ...d.policies[0]!, name: `p${n}`, ladder: Array(20).fill(step) })),
    );
  });
  assert.equal(said.length, 50);
  assert.match(said[0]!, /^policies\[0\]\.ladder\[0\]\.to\[0\]: there is no channel/);
  assert.ok(performance.now() - began < 2000, `${performance.now() - began} ms`);
});

test("an edit that renames every policy is compared with twenty versions quickly", () => {
  const version = (n: number): PolicyDocument => {
    const document = good();
    const [first] = document.policies;
    const step = { after: "0s", to: Array(20).fill("pager"), urgency: "low" as const };
    const match = Array.from({ length: 40 }, (_, word) => `w${n}x${word}`).join(" ");
    const policies = Array.from({ length: 150 }, (_, at) => ({
      ...first!,
      name: `v${n} p${at}`,
      match,
      ladder: Array(15).fill(step),
    }));
    return { ...document, policies };
  };
  const [after, standing, ...earlier] = Array.from({ length: 22 }, (_, n) => version(n));
  const began = performance.now();
  assert.deepEqual(addedUnobeyed(after!, standing!, earlier), []);
  assert.ok(performance.now() - began < 3000, `${performance.now() - began} ms`);
});
