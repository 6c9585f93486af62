import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { errorsOverTime } from "#lib/db/figures/errors.ts";
import { lineHealth } from "#lib/db/figures/health.ts";
import { noiseSince } from "#lib/db/figures/noise.ts";
import { daysUpTo, periodOf } from "#lib/db/figures/period.ts";
import { topSignatures } from "#lib/db/figures/signatures.ts";
import { emptyReport } from "#lib/model/report.ts";
import { ownDatabase } from "../support/database.ts";
import { seedFigures } from "../support/figures.ts";
import { addIssue } from "../support/issues.ts";

const { db } = await ownDatabase();
const now = new Date("2025-11-30T14:30:00Z");
const at = (iso: string): Date => new Date(iso);

const rollup = (hour: string, occurrences: number, category = "timeout", severity = "low") =>
  db.rollup.create({
    data: {
      installationId: "default",
      hour: at(hour),
      project: `p ${occurrences}`,
      category,
      severity,
      tier: "rule",
      model: "",
      occurrences,
      verdicts: 1,
      latency: Array(12).fill(0),
    },
  });

test("a period has as many slots as its range says, and the last one still runs", () => {
  const { slots, from, before } = periodOf("24h", now);
  assert.equal(slots.length, 24);
  assert.equal(slots.at(-1)?.toISOString(), "2025-11-30T14:00:00.000Z");
  assert.equal(from.toISOString(), "2025-11-29T15:00:00.000Z");
  assert.deepEqual([before.from, before.to], [at("2025-11-28T15:00:00Z"), at("2025-11-29T14:30:00Z")]);
  for (const range of ["1h", "7d", "30d"] as const) {
    const { slots: some, slotMs } = periodOf(range, now);
    assert.ok(some.at(-1)!.getTime() <= now.getTime() && some.at(-1)!.getTime() + slotMs > now.getTime(), range);
  }
});

test("days are those of the zone", () => {
  assert.deepEqual(daysUpTo(at("2025-11-30T23:30:00Z"), "Asia/Tokyo", 2), ["2025-11-30", "2025-12-01"]);
  assert.deepEqual(daysUpTo(at("2025-03-01T01:00:00Z"), "America/New_York", 2), ["2025-02-27", "2025-02-28"]);
});

test("an empty database has figures too", async () => {
  const health = await lineHealth(db, now);
  assert.deepEqual([health.last_webhook, health.p95_ms, health.waiting, health.worker], [null, null, 0, "silent"]);
  assert.deepEqual(await noiseSince(db, at("2025-11-01T00:00:00Z")), {
    signals: 0,
    incidents: 0,
    messages: 0,
    acknowledged: 0,
    acknowledge_seconds: null,
  });
  assert.deepEqual((await errorsOverTime(db, { range: "24h", by: "category", now })).series, []);
  assert.deepEqual(await topSignatures(db, { from: at("2025-11-01T00:00:00Z"), limit: 5 }), []);
});

test("errors are counted by slot, and before by the same length of time", async () => {
  await rollup("2025-11-30T14:00:00Z", 7);
  await rollup("2025-11-29T15:00:00Z", 5);
  await rollup("2025-11-29T14:00:00Z", 20); // half of it lies within the period before
  await rollup("2025-11-28T15:00:00Z", 3);
  await rollup("2025-11-28T14:00:00Z", 1000); // too old
  await rollup("2025-11-30T14:00:00Z", 2, "network", "high");
  const { series, slots, slotMinutes } = await errorsOverTime(db, { range: "24h", by: "category", now });
  const timeout = series.find(({ name }) => name === "timeout");
  assert.deepEqual([slots.length, slotMinutes, timeout?.counts[0], timeout?.counts[23], timeout?.before], [24, 60, 5, 7, 13]);
  assert.equal(series.find(({ name }) => name === "network")?.counts[23], 2);
  const bySeverity = await errorsOverTime(db, { range: "24h", by: "severity", now });
  assert.deepEqual(bySeverity.series.map(({ name }) => name).sort(), ["high", "low"]);
  const week = await errorsOverTime(db, { range: "7d", by: "category", now });
  assert.equal(
    week.series.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0),
    1037,
  );
});

test("within the hour the reports themselves are counted, under what their issue is now", async () => {
  const issueId = await addIssue(db, { sentryIssueId: "77", category: "rate_limit", severity: "high", issue: { users: 4 } });
  const report = (receivedAt: Date) =>
    db.report.create({
      data: {
        id: uuidv7({ msecs: receivedAt.getTime() }),
        installationId: "default",
        issueId,
        signature: "s",
        data: emptyReport,
        receivedAt,
      },
    });
  for (const time of ["14:29", "14:21", "14:20", "13:36", "13:22"]) await report(at(`2025-11-30T${time}:00Z`));
  const { series, slots } = await errorsOverTime(db, { range: "1h", by: "severity", now });
  assert.equal(slots[0], "2025-11-30T13:35:00.000Z");
  const high = series.find(({ name }) => name === "high");
  assert.deepEqual([high?.counts[0], high?.counts[9], high?.counts[10], high?.before], [1, 2, 1, 1]);
});

test("signatures come with all their unresolved issues, those of most users first", async () => {
  const shared = { signature: "one and the same", lastSeen: at("2025-11-30T12:00:00Z") };
  await addIssue(db, { sentryIssueId: "81", issue: { ...shared, users: 30, title: "older" } });
  await addIssue(db, {
    sentryIssueId: "82",
    severity: "critical",
    issue: { ...shared, users: 20, lastSeen: at("2025-11-30T13:00:00Z") },
  });
  await addIssue(db, { sentryIssueId: "83", issue: { ...shared, users: 900, status: "resolved" } });
  await addIssue(db, { sentryIssueId: "84", issue: { signature: "old", users: 5000, lastSeen: at("2025-10-01T00:00:00Z") } });
  const [top] = await topSignatures(db, { from: at("2025-11-29T00:00:00Z"), limit: 1 });
  assert.deepEqual(
    [top?.hash, top?.users, top?.issues, top?.issue, top?.severity, top?.title],
    ["one and the same", 50, 2, "82", "critical", "Error 82"],
  );
});

test("a seeded month fills every figure", async () => {
  const today = new Date();
  await seedFigures(db, { now: today });
  const [trend, month, hour, top, health, noise] = await Promise.all([
    errorsOverTime(db, { range: "24h", by: "category", now: today }),
    errorsOverTime(db, { range: "30d", by: "severity", now: today }),
    errorsOverTime(db, { range: "1h", by: "category", now: today }),
    topSignatures(db, { from: new Date(today.getTime() - 86_400_000), limit: 8 }),
    lineHealth(db, today),
    noiseSince(db, new Date(today.getTime() - 86_400_000)),
  ]);
  assert.ok(trend.series.length > 8 && trend.series.every(({ before }) => before > 0));
  assert.ok(month.series.length >= 5 && hour.series.length > 3);
  assert.equal(top[0]?.users, 1842);
  assert.ok((health.p95_ms ?? 0) > 40 && (health.p95_ms ?? 0) < 1000 && health.deliveries > 150);
  assert.deepEqual([noise.signals > noise.incidents, noise.incidents > 5, noise.messages], [true, true, noise.incidents]);
  assert.ok((noise.acknowledge_seconds ?? 0) >= 240);
});
