import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { barsOf, largest, merged, scaleOf } from "#components/chart/stack.ts";
import { hrefOf as costsHref, readFilter as readCosts } from "#components/costs/filter.ts";
import { avoidedBy, forecast } from "#components/costs/sums.ts";
import { isCurrent } from "#components/frame/navigation.ts";
import { hrefOf, readFilter } from "#components/now/filter.ts";
import { issuesWith, term } from "#components/now/link.ts";
import { shadeOf } from "#components/now/shades.ts";
import { emptySubject } from "#lib/model/subject.ts";
import { categories } from "#lib/model/taxonomy.ts";
import { matches } from "#lib/query/evaluate.ts";
import { parseQuery } from "#lib/query/parse.ts";

const series = (name: string, ...counts: number[]) => ({ name, counts, before: 1 });

test("the largest stand by themselves and the others together; one that would be alone keeps its name", () => {
  const all = ["a", "b", "c", "d"].map((name, index) => series(name, 10 - index, 0));
  assert.deepEqual(
    largest(all, 2).named.map(({ name }) => name),
    ["a", "b"],
  );
  assert.deepEqual(merged(largest(all, 2).rest, 2), { counts: [15, 0], before: 2 });
  assert.deepEqual([largest(all, 3).named.length, largest(all, 3).rest.length], [4, 0]);
  assert.deepEqual(largest([{ name: "gone", counts: [0], before: 0 }], 3), { named: [], rest: [] });
});

test("no two categories look alike in a chart", () => {
  const shades = categories.map((category) => JSON.stringify(shadeOf(category)));
  assert.equal(new Set(shades).size, categories.length);
});

test("a scale has few round steps, the top not below the value and at most a quarter of it empty", () => {
  const even = (value: number, isWhole: boolean): void => {
    const { top, ticks } = scaleOf(value, { isWhole });
    assert.ok(top >= value * 0.999_999 && top * 0.749_999 <= value, `${value} → ${top}`);
    assert.ok(ticks.length <= 5 && ticks.length >= (isWhole && value === 1 ? 1 : 2), `${value} → ${ticks}`);
    assert.equal(ticks.at(-1), top);
    if (isWhole) assert.ok(ticks.every(Number.isInteger), `${value} → ${ticks}`);
  };
  fc.assert(fc.property(fc.double({ min: 0.0001, max: 1e7, noNaN: true }), (value) => even(value, false)));
  fc.assert(fc.property(fc.integer({ min: 1, max: 1e7 }), (value) => even(value, true)));
  for (let value = 1; value <= 2000; value++) even(value, true);
});

for (const [most, ticks] of [
  [0, [1]],
  [1, [1]],
  [3, [1, 2, 3]],
  [7, [2, 4, 6, 8]],
  [11, [4, 8, 12]],
  [52, [20, 40, 60]],
  [100, [20, 40, 60, 80, 100]],
  [210, [50, 100, 150, 200, 250]],
] as const)
  test(`a scale for ${most} errors has ${ticks}`, () => assert.deepEqual(scaleOf(most, { isWhole: true }).ticks, ticks));

test("columns stand on the ground, one part on the other, within the plot", () =>
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 7 }), (counts) => {
      const most = Math.max(...[0, 1, 2].map((slot) => counts.reduce((sum, band) => sum + band[slot]!, 0)));
      const { top } = scaleOf(most, { isWhole: true });
      const bars = barsOf(
        counts.map((band) => ({ counts: band })),
        { top, height: 200 },
      );
      assert.equal(bars.length, counts.flat().filter((count) => count > 0).length);
      for (const { y, height } of bars) assert.ok(height >= 1 && y + height <= 200.001 && y > -15, `${y} ${height}`);
    }),
  ));

test("no address breaks Now or Costs, and an address says only what is not usual", () => {
  assert.deepEqual(readFilter({ range: ["1h", "7d"], by: "%00" }), { range: "24h", by: "category" });
  assert.equal(hrefOf({ range: "24h", by: "category" }), "/");
  assert.equal(hrefOf({ range: "1h", by: "severity" }), "/?range=1h&by=severity");
  assert.deepEqual(readCosts({ range: "1y", by: "model" }), { range: "30d", by: "tier" });
  assert.equal(costsHref({ range: "30d", by: "tier" }, { by: "category" }), "/costs?by=category");
});

test("a link to rows asks a query that parses and means what was clicked", () => {
  for (const said of ["checkout", 'he said "no"', "a b", "x:y", "OR"]) {
    const query = new URL(issuesWith(term("project", said)), "http://here.invalid").searchParams.get("query") ?? "";
    const parsed = parseQuery(query);
    assert.ok(parsed.ok, query);
    assert.ok(matches(parsed.query, { ...emptySubject, project: said }, { now: new Date() }), query);
  }
});

test("what was avoided is reckoned from what valid answers cost; without one nobody knows", () => {
  const tiers = ["human", "memory", "rule", "local", "llm-fast", "fallback"].map((name) => ({ name, verdicts: 10, cost_usd: 0 }));
  const model = { valid: 4, cost_usd: 0.02 } as Parameters<typeof avoidedBy>[1][number];
  assert.deepEqual(avoidedBy(tiers, [model]), { verdicts: 40, each_usd: 0.005 });
  assert.deepEqual(avoidedBy(tiers, []), { verdicts: 40, each_usd: null });
});

test("a month's end is foretold from its pace, but not in its first day", () => {
  const use = { scope: "monthly", period: "2026-11", limit_usd: 5, spent_usd: 1, reserved_usd: 0 } as const;
  const month = { ...use, resets_at: "2026-12-01T00:00:00.000Z" };
  assert.equal(forecast(month, new Date("2026-11-16T00:00:00Z")), 2);
  assert.equal(forecast(month, new Date("2026-11-01T05:00:00Z")), null);
  const inTokyo = { ...use, period: "2027-02", resets_at: "2027-02-28T15:00:00.000Z" };
  assert.equal(forecast(inTokyo, new Date("2027-02-14T15:00:00Z")), 2);
  const marchThere = { ...use, period: "2027-03", resets_at: "2027-03-31T15:00:00.000Z" };
  assert.equal(forecast({ ...marchThere, spent_usd: 10 }, new Date("2027-03-10T15:00:00Z")), 31);
});

test("the rail says where one is", () => {
  const where = (path: string): string[] => ["/", "/issues", "/incidents"].filter((href) => isCurrent(href, path));
  assert.deepEqual([where("/"), where("/issues/7"), where("/issues-of-others")], [["/"], ["/issues"], []]);
});
