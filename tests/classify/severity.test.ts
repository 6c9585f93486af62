import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { computeSeverity, isProduction, nearest, worse } from "#lib/classify/severity.ts";
import { emptyReport, type Report } from "#lib/model/report.ts";
import { categories, severities, severityRank } from "#lib/model/taxonomy.ts";

const severityWith = (told: Partial<Report>, category: (typeof categories)[number] = "code_bug") =>
  computeSeverity({ ...emptyReport, ...told }, category, undefined);

test("without circumstances the base stands", () => {
  assert.equal(severityWith({}).severity, "high");
  assert.equal(severityWith({}, "quota_exceeded").severity, "critical");
  assert.equal(severityWith({}, "validation").severity, "low");
});

test("each circumstance moves it by one step, and says so", () => {
  const raised: Partial<Report>[] = [
    { users: 100 },
    { events: 1000 },
    { escalating: true },
    { regressed: true },
    { level: "fatal" },
  ];
  for (const told of raised) {
    const { severity, factors } = severityWith(told);
    assert.equal(severity, "critical", JSON.stringify(told));
    assert.deepEqual(
      factors.map(({ effect }) => effect),
      ["high", "+1"],
    );
  }
  for (const told of [{ environment: "staging" }, { level: "warning" }, { level: "info" }]) {
    assert.equal(severityWith(told).severity, "medium", JSON.stringify(told));
  }
});

test("many circumstances move it by one step in sum, and opposite ones cancel out", () => {
  assert.equal(severityWith({ users: 5000, events: 90_000, escalating: true, level: "fatal" }, "validation").severity, "medium");
  assert.equal(severityWith({ environment: "dev", level: "debug" }).severity, "medium");
  assert.equal(severityWith({ users: 500, environment: "dev" }).severity, "high");
});

test("what is below the threshold or unknown counts nothing", () => {
  assert.equal(severityWith({ users: 99, events: 999, level: "error", environment: "production" }).severity, "high");
});

test("a cause's own base replaces the category's", () => {
  assert.equal(computeSeverity(emptyReport, "database", "critical").severity, "critical");
  assert.equal(computeSeverity(emptyReport, "database", "low").factors[0]?.name, "base of this cause of database");
});

test("an environment is production unless it is known not to be", () => {
  for (const name of [null, "production", "prod", "live", "eu-west-1", "developer-portal", "testament", ""])
    assert.equal(isProduction(name), true, String(name));
  for (const name of [
    "dev",
    "Development",
    "staging",
    "staging-eu",
    "test",
    "qa-2",
    "preview/123",
    "pre-prod",
    "local",
    "nonprod",
  ]) {
    assert.equal(isProduction(name), false, name);
  }
});

test("no circumstances move severity further than one step from its base", () => {
  const circumstances = fc.record({
    users: fc.option(fc.nat()),
    events: fc.option(fc.nat()),
    escalating: fc.boolean(),
    regressed: fc.boolean(),
    level: fc.constantFrom(null, "fatal", "error", "warning", "info", "debug"),
    environment: fc.constantFrom(null, "production", "staging", "dev"),
  });
  fc.assert(
    fc.property(circumstances, fc.constantFrom(...categories), (told, category) => {
      const moved = severityRank(severityWith(told, category).severity) - severityRank(severityWith({}, category).severity);
      assert.ok(Math.abs(moved) <= 1);
    }),
  );
});

test("a model may move severity by one step only", () => {
  assert.equal(nearest("info", "high"), "medium");
  assert.equal(nearest("critical", "low"), "medium");
  assert.equal(nearest("high", "medium"), "high");
});

test("the worse of two is the more severe", () => {
  for (const severity of severities) {
    assert.equal(worse("critical", severity), "critical");
    assert.equal(worse(severity, "info"), severity);
  }
});
