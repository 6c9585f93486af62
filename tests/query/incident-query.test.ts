import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { groupFields, PolicySpec } from "#lib/model/policy.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { categories, severities } from "#lib/model/taxonomy.ts";
import { groupOf } from "#lib/policy/group.ts";
import { matches } from "#lib/query/evaluate.ts";
import { incidentQuery } from "#lib/query/incident-query.ts";
import { parseQuery } from "#lib/query/parse.ts";

const now = new Date("2026-11-30T12:00:00Z");
const isOfErrors = true;
const policy = (groupBy: PolicySpec["groupBy"]): PolicySpec =>
  PolicySpec.parse({ name: "p", match: "*", groupBy, ladder: [{ after: "0s", to: ["slack"] }] });

function asks(query: string, subject: Subject): boolean {
  const parsed = parseQuery(query);
  assert.ok(parsed.ok, query); // one that is too long cannot be asked
  return matches(parsed.query, subject, { now });
}

test("it says the group, and what is not known of it", () => {
  const subject = { project: "api", environment: null, signature: "4f2a" };
  const group = { project: "api", environment: null, signature: "4f2a" };
  assert.equal(incidentQuery({ group, subject, isOfErrors }), "project:api signature:4f2a -environment:*");
  assert.equal(incidentQuery({ group: { category: null }, subject, isOfErrors }), "-category:*"); // not everything
});

test("an incident of each issue is not all of its project", () => {
  const subject = { project: "api", environment: "live", signature: "4f2a" };
  assert.equal(incidentQuery({ group: {}, subject, isOfErrors }), "project:api environment:live signature:4f2a");
});

test("what is too long to be said leaves its place to the error's signature", () => {
  const long = "x".repeat(500);
  const subject = {
    ...emptySubject,
    ...{ project: long, environment: long, release: long, service: long, type: "a b" },
    signature: "4f2a",
  };
  const { group } = groupOf(policy(["project", "environment", "release", "service", "type"]), { issue: "i", subject });
  const query = incidentQuery({ group, subject, isOfErrors });
  assert.equal(query, 'type:"a b" signature:4f2a');
  assert.ok(asks(query, subject));
});

test("of what is no error it says what that is about", () => {
  const said = (group: Record<string, string | null>, signature: string): string =>
    incidentQuery({ group, subject: { project: null, environment: null, signature }, isOfErrors: false });
  assert.equal(
    said({ "llm.provider": "openai" }, "verdict:provider_outage:openai"),
    "(signal:provider_outage OR signal:provider_refused) llm.provider:openai", // its symptoms have silences of their own
  );
  const broken = "verdict:channel_broken:slack";
  const all = { project: null, environment: null, signature: broken };
  for (const group of [all, {}, { category: null }, { "llm.provider": null }])
    assert.equal(said(group, broken), `signature:"${broken}"`);
});

const text = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 300 }).map((each) => each.toWellFormed()),
  fc.constantFrom(
    "AND",
    "*",
    "a*",
    '"',
    "\\",
    "a b",
    "(",
    ")",
    "-",
    "a\nb",
    "OR project:x",
    '" OR "',
    "null",
    ">1",
    "[1 TO 2]",
    "/a/",
  ),
);
const subjects = fc
  .record({
    project: fc.option(text),
    environment: fc.option(text),
    release: fc.option(text),
    type: fc.option(text),
    provider: fc.option(text),
    category: fc.option(fc.constantFrom(...categories)),
    severity: fc.option(fc.constantFrom(...severities)),
    signature: fc.stringMatching(/^[0-9a-f]{32}$/),
  })
  .map((said): Subject => ({ ...emptySubject, ...said }));

test("whatever a group says, its query matches its own errors, and none of another group", () => {
  const grouped = fc.uniqueArray(fc.constantFrom(...groupFields), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(subjects, subjects, grouped, (subject, other, groupBy) => {
      const { group } = groupOf(policy(groupBy), { issue: "i", subject });
      const query = incidentQuery({ group, subject, isOfErrors });
      assert.ok(asks(query, subject), query);
      const small = (value: string | null): string | null => value?.toLowerCase() || null;
      const theirs = groupOf(policy(groupBy), { issue: "j", subject: other }).group;
      if (Object.entries(group).some(([field, value]) => small(value) !== small(theirs[field] ?? null)))
        assert.ok(!asks(query, other), query);
    }),
    { numRuns: 400 },
  );
});
