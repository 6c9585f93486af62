import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { groupFields, PolicyDocument } from "#lib/model/policy.ts";
import { currentPolicies, savePolicies } from "#lib/pipeline/policies.ts";
import { policiesAt, yamlDiff } from "#lib/pipeline/policy-diff.ts";
import { readYaml, writeYaml } from "#lib/pipeline/policy-yaml.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { ownTools } from "../support/tools.ts";

const tools = await ownTools();
const by = { id: "u", name: "Ada" };

/** Names that YAML would read as something else, were they not quoted. */
const odd = fc.constantFrom(
  "on",
  "no",
  "null",
  "~",
  "1e3",
  "0x1f",
  "-",
  "?",
  "12:30",
  "# a",
  "a: b",
  "*x",
  "&y",
  "!z",
  "{q}",
  "[r]",
  "'s'",
  '"t"',
  "|",
  ">",
  "@u",
  "%v",
  "日本語",
  "ทดสอบ",
  "e\u0301",
  "🦊",
  "  x  y",
  "2026-11-30",
  "0s",
);
const name = fc
  .oneof(odd, fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }))
  .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, "").trim())
  .filter((text) => text.length > 0 && text.length <= 80);
const reason = fc
  .oneof(odd, fc.string({ maxLength: 60, unit: "binary" }))
  .map((text) => text.replaceAll("\0", "").toWellFormed());
const duration = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom("s", "m", "h", "d"))
  .map(([count, unit]) => `${count}${unit}`);
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((n) => String(n).padStart(2, "0")).join(":"));
const query = fc.constantFrom(
  "*",
  "severity:critical",
  "severity:>=high -is:provisional",
  'message:"a: b # c"',
  "project:on OR project:no",
  "in:work",
  "age:<24h",
  "level:null",
);

const policy = fc.record(
  {
    name,
    match: query,
    enabled: fc.boolean(),
    stop: fc.boolean(),
    groupBy: fc.uniqueArray(fc.constantFrom(...groupFields), { maxLength: 4 }),
    window: fc.record({ kind: fc.constantFrom("rolling", "fixed"), for: duration }),
    wait: fc.oneof(fc.constant("0s"), duration),
    repeat: fc.oneof(fc.constant("never"), duration),
    calendar: fc.record({
      name: fc.constant("work"),
      outside: fc.constantFrom("hold", "digest", "downgrade"),
      critical: fc.boolean(),
    }),
    ackExpires: duration,
    confidenceFloor: fc.double({ min: 0, max: 1, noNaN: true }),
    onResolve: fc.constantFrom("edit", "send", "none"),
    ladder: fc.array(
      fc.record(
        {
          after: fc.oneof(fc.constant("0s"), duration),
          to: fc.constant(["slack"]),
          if: fc.constantFrom("in:work", "severity:high"),
          urgency: fc.constantFrom("high", "low"),
        },
        { requiredKeys: ["after", "to"] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: ["name", "match", "ladder"] },
);
const silence = fc.record(
  {
    match: query,
    until: fc
      .date({ min: new Date("2026-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
      .map((at) => at.toISOString()),
    mode: fc.constantFrom("hold", "digest", "drop"),
    reason,
    author: reason.map((text) => text.slice(0, 100)),
  },
  { requiredKeys: ["match", "until", "mode"] },
);
const documents = fc
  .record({
    policies: fc.uniqueArray(policy, { selector: (each) => each.name, maxLength: 4 }),
    silences: fc.array(silence, { maxLength: 3 }),
    open: time,
    hourly: fc.integer({ min: 1, max: 1000 }),
  })
  .map(({ policies, silences, open, hourly }) => ({
    version: 1,
    hourly,
    channels: [{ name: "slack", kind: "slack" }],
    calendars: [
      {
        name: "work",
        zone: "Asia/Tokyo",
        windows: [{ days: ["mon", "fri"], from: open, to: open === "18:00" ? "19:00" : "18:00" }],
      },
    ],
    policies: [...policies, { name: "the rest of them all", match: "*", ladder: [{ after: "0s", to: ["slack"] }] }],
    silences,
  }))
  .filter((document) => checkDocument(document).ok);

test("the YAML of a document says the document, whatever stands in it", () => {
  fc.assert(
    fc.property(documents, (given) => {
      const document = PolicyDocument.parse(given);
      const text = writeYaml(document);
      assert.deepEqual(PolicyDocument.parse(readYaml(text)), document);
      assert.equal(writeYaml(PolicyDocument.parse(readYaml(text))), text);
    }),
    { numRuns: 120 },
  );
});

test("what is saved, written as YAML and saved again makes no new version and is what is stored", async () => {
  await fc.assert(
    fc.asyncProperty(documents, async (given) => {
      const saved = await savePolicies(tools, { document: given, ifVersion: null, by });
      assert.equal(saved.outcome, "saved");
      const { version, document } = await currentPolicies(tools);
      const again = await savePolicies(tools, { document: readYaml(writeYaml(document)), ifVersion: version, by });
      assert.deepEqual(again, { outcome: "saved", version, document });
      assert.deepEqual(await policiesAt(tools, version), document);
    }),
    { numRuns: 15 },
  );
});

test("the difference of a document and itself is none, of two it names both", () => {
  fc.assert(
    fc.property(documents, documents, (one, other) => {
      const [a, b] = [PolicyDocument.parse(one), PolicyDocument.parse(other)];
      assert.equal(yamlDiff({ name: "a", document: a }, { name: "b", document: a }), "");
      const diff = yamlDiff({ name: "a", document: a }, { name: "b", document: b });
      if (writeYaml(a) !== writeYaml(b)) assert.match(diff, /^--- a\n\+\+\+ b\n@@ /);
    }),
    { numRuns: 30 },
  );
});
