import assert from "node:assert/strict";
import { test } from "node:test";
import { type Planned, planDay, zipf } from "#lib/cli/demo/day.ts";
import { instantVerdict, understand } from "#lib/pipeline/verdict.ts";
import { eventOf, readEnvelope } from "#lib/sentry/envelope.ts";
import { eventToReport } from "#lib/sentry/reshape/event.ts";
import { sampleErrors } from "#lib/sentry/sample/errors.ts";

const now = new Date("2026-11-30T12:00:00Z");
const day = planDay(now, 7);
const all = [...day.beginnings, ...day.endings];

const verdictOf = ({ resource, body }: Planned) => {
  const envelope = readEnvelope(body, resource);
  assert.ok(envelope.ok);
  const event = eventOf(envelope);
  if (!event) return null;
  const { report, issue } = eventToReport(event);
  const understood = understand(report);
  const { hash } = understood.signature;
  return { issue: issue?.sentryIssueId, verdict: instantVerdict(understood.report, { hash, findings: [], memory: null }) };
};

test("2,000 webhooks of one day, the same for the same seed", () => {
  assert.equal(all.length, 2000);
  const [first, last] = [Math.min(...all.map(({ at }) => at.getTime())), Math.max(...all.map(({ at }) => at.getTime()))];
  assert.ok(last < now.getTime() && first > now.getTime() - 86_400_000 - 1 && last - first > 22 * 3_600_000);
  assert.deepEqual(planDay(now, 7), day);
  assert.notDeepEqual(planDay(now, 8).beginnings, day.beginnings);
  for (const list of [day.beginnings, day.endings])
    assert.ok(
      list.every(({ at }, n) => n === 0 || at >= list[n - 1]!.at),
      "in their order",
    );
});

test("60 signatures by Zipf's law, and twelve critical groups", () => {
  const counts = new Map<string, number>();
  const critical = new Set<string>();
  for (const planned of all) {
    const told = verdictOf(planned);
    if (!told) continue;
    const { signature, severity } = told.verdict;
    counts.set(signature, (counts.get(signature) ?? 0) + 1);
    if (severity === "critical") critical.add(signature);
  }
  assert.equal(counts.size, 60);
  assert.equal(critical.size, 12);
  const sorted = [...counts.values()].sort((a, b) => b - a);
  assert.ok(Math.abs(sorted[0]! / sorted[9]! - 10) < 2, `${sorted[0]} and ${sorted[9]}`);
});

test("shares are Zipf's and none is lost", () => {
  const shares = zipf(1000, 20);
  assert.equal(
    shares.reduce((sum, share) => sum + share, 0),
    1000,
  );
  assert.ok(Math.abs(shares[1]! / shares[3]! - 2) < 0.05);
});

test("three providers are down for a while", () => {
  for (const provider of ["openai", "anthropic", "google"]) {
    const types = new Set(sampleErrors.filter(({ outage }) => outage === provider).map(({ type }) => type));
    const times = day.beginnings
      .filter(({ body }) => types.has(typeOf(body)))
      .map(({ at }) => Math.floor(at.getTime() / 3_600_000));
    const hours = [...Map.groupBy(times, (hour) => hour).values()].map(({ length }) => length).sort((a, b) => b - a);
    assert.ok(hours[0]! + (hours[1] ?? 0) > times.length / 2, `${provider}: ${hours}`);
  }
});

const typeOf = (body: object): string =>
  (body as { data: { error?: { exception: { values: { type: string }[] } } } }).data.error?.exception.values[0]?.type ?? "";

test("every issue that is resolved began well before", () => {
  const resolved = day.endings.filter(({ resource }) => resource === "issue");
  assert.ok(resolved.length > 10);
  for (const { body, at } of resolved) {
    const { firstSeen } = (body as { data: { issue: { firstSeen: string } } }).data.issue;
    assert.ok(at.getTime() - Date.parse(firstSeen) > 2 * 3_600_000);
  }
});
