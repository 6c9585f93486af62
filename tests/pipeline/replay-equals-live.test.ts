import assert from "node:assert/strict";
import { test } from "node:test";
import { pastIncidents } from "#lib/db/replay-history.ts";
import { openRecordings } from "#lib/db/replay-inputs.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";
import { digest } from "#lib/pipeline/digests.ts";
import { dueTogether } from "#lib/pipeline/due.ts";
import { acknowledge, reassignIncident, resolveIncident, snooze } from "#lib/pipeline/incidents.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { replayPolicies } from "#lib/pipeline/replay-policies.ts";
import { rulesOf } from "#lib/pipeline/rules-now.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { unasked } from "#lib/policy/asked.ts";
import { Replay } from "#lib/policy/replay.ts";
import type { Taken } from "#lib/policy/world.ts";
import { happening } from "../support/happen.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const start = new Date("2026-11-27T06:00:00.000Z"); // a Friday, so that a weekend is in it
const clock = movableClock(start);
const own = await ownTools({
  ALERT_WEBHOOK_URL: "https://example.com/hook",
  SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x",
  PAGERDUTY_ROUTING_KEY: "0123456789abcdef0123456789abcdef",
});
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const by = { id: "u1", name: "Ada" };

const document = PolicyDocument.parse({
  version: 1,
  hourly: 4,
  channels: [
    { name: "slack", kind: "slack" },
    { name: "pager", kind: "pagerduty" },
    { name: "hook", kind: "webhook" },
    { name: "mail", kind: "email", to: ["nobody@example.com"] },
    { name: "half-hourly", kind: "digest", to: ["slack"], every: "30m" },
    { name: "morning", kind: "digest", to: ["slack", "hook"], at: "09:00", zone: "Asia/Tokyo" },
  ],
  calendars: [
    {
      name: "work",
      zone: "Europe/Berlin",
      windows: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }],
    },
  ],
  policies: [
    {
      name: "copy",
      match: "project:b severity:>=high",
      stop: false,
      ladder: [{ after: "0s", to: ["hook"] }],
      window: { kind: "fixed", for: "1h" },
    },
    {
      name: "critical",
      match: "severity:critical",
      repeat: "2h",
      again: ["severity_rise", "regression", "new_member"],
      ackExpires: "4h",
      ladder: [
        { after: "0s", to: ["slack"], urgency: "high" },
        { after: "10m", to: ["mail"] },
        { after: "20m", to: ["pager"], urgency: "high" },
      ],
    },
    {
      name: "high",
      match: "severity:high",
      groupBy: ["project"],
      wait: "2m",
      ladder: [
        { after: "0s", to: ["slack", "hook"] },
        { after: "15m", to: ["pager"], if: "in:work" },
      ],
    },
    {
      name: "medium",
      match: "severity:medium",
      calendar: { name: "work", outside: "hold" },
      ladder: [{ after: "0s", to: ["half-hourly"] }],
    },
    {
      name: "low",
      match: "severity:low",
      calendar: { name: "work", outside: "downgrade" },
      onResolve: "send",
      ladder: [{ after: "0s", to: ["hook"] }],
    },
    { name: "rest", match: "*", groupBy: [], ladder: [{ after: "0s", to: ["morning"] }] },
  ],
  silences: [
    {
      id: "00000000-0000-7000-8000-000000000001",
      match: "environment:stage",
      since: "2026-11-27T12:00:00Z",
      until: "2026-11-28T00:10:00Z",
      mode: "hold",
      reason: "",
    },
    {
      id: "00000000-0000-7000-8000-000000000002",
      match: "category:timeout",
      while: { match: "severity:critical", equal: ["project"] },
      mode: "digest",
    },
    { id: "00000000-0000-7000-8000-000000000003", match: "project:c", until: "2026-11-27T20:00:00Z", mode: "drop" },
  ],
});
await world.rules(document);

/** Numbers that look like chance and are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % sides;
  };
}

const roll = dice(11);
const minute = 60_000;
const kinds = ["created", "created", "created", "regressed", "escalated", "severity_rose", "corrected", "resolved"] as const;

async function anything(): Promise<void> {
  const open = await db.incident.findMany({
    where: { state: { not: "resolved" } },
    orderBy: { id: "asc" },
    select: { id: true, state: true },
  });
  const which = open[roll(Math.max(1, open.length))];
  const what = roll(14);
  if (which && what === 0 && which.state === "open") return void (await acknowledge(tools, { incident: which.id, by }));
  if (which && what === 1) return void (await snooze(tools, { incident: which.id, by, for: "40m" }));
  if (which && what === 2) return void (await resolveIncident(tools, { incident: which.id, by }));
  if (which && what === 3) return void (await reassignIncident(tools, { incident: which.id, by, to: ["hook"] }));
  const issue = roll(14);
  const severity = severities[(issue + roll(2)) % severities.length] as Severity;
  await world.signal(
    `i${issue}`,
    {
      signature: `s${issue % 9}`,
      severity,
      project: "abcd"[issue % 4] as string,
      environment: issue % 3 === 0 ? "stage" : "production",
      category: issue % 2 === 0 ? "timeout" : "rate_limit",
      flags: roll(3) === 0 ? ["provisional"] : [],
    },
    kinds[roll(kinds.length)],
  );
}

/** Lets so much time pass that nothing comes late: each due at its own time, as workers do. */
async function pass(ms: number): Promise<void> {
  const until = clock.now().getTime() + ms;
  for (;;) {
    const next = await nextDue();
    if (next === null || next > until) break;
    clock.pass(Math.max(0, next - clock.now().getTime()));
    await dueNow();
  }
  clock.pass(until - clock.now().getTime());
}

/** Digests first, then incidents in the order in which they were opened, as a worker has them in one batch. */
async function dueNow(): Promise<void> {
  const where = { dueAt: { lte: tools.clock() } };
  const digests = await db.gathering.findMany({ where, orderBy: [{ channel: "asc" }, { carrier: "asc" }] });
  for (const { installationId: installation, channel, carrier } of digests)
    await digest(tools, { installation, channel, carrier });
  const incidents = await db.incident.findMany({ where, orderBy: { id: "asc" }, select: { id: true } });
  await dueTogether(
    tools,
    incidents.map(({ id }) => ({ incident: id })),
  );
}

async function nextDue(): Promise<number | null> {
  const [row] = await db.$queryRaw<{ at: Date | null }[]>`
    SELECT least((SELECT min("dueAt") FROM "Incident" WHERE "state" <> 'resolved'), (SELECT min("dueAt") FROM "Gathering")) AS "at"`;
  return row?.at?.getTime() ?? null;
}

interface Line {
  at: string;
  signal: string | null;
  policy: string | null;
  said: string;
  by: string | null;
}

/** Each incident by its place among all, for their ids differ. */
const placesIn =
  (seen: Map<string, number>) =>
  (id: string | null): number | null => {
    if (id === null) return null;
    const place = seen.get(id) ?? seen.size;
    seen.set(id, place);
    return place;
  };

async function lived(): Promise<Line[]> {
  const rows = await db.decision.findMany({ orderBy: { id: "asc" } });
  const seen = new Map<string, number>();
  const nameOf = placesIn(seen);
  return rows.map((row) => ({
    at: row.at.toISOString(),
    signal: row.signalId,
    policy: row.policy,
    said: [
      row.action,
      row.reason,
      row.action === "update" ? "" : row.to,
      row.lines,
      row.skipped,
      row.step,
      nameOf(row.incidentId),
    ].join(" "),
    by: row.heldBy === null || seen.has(row.heldBy) ? null : row.heldBy,
  }));
}

function replayed(taken: readonly Taken[]): Line[] {
  const seen = new Map<string, number>();
  const nameOf = placesIn(seen);
  return taken.map(({ at, signal, incident, decision, digest }) => ({
    at: at.toISOString(),
    signal: signal?.id ?? null,
    policy: digest ? null : decision.policy,
    said: [
      decision.action,
      decision.reason,
      decision.action === "update" ? "" : decision.to,
      decision.lines,
      decision.skipped,
      decision.step,
      nameOf(incident),
    ].join(" "),
    by: decision.by === null || seen.has(decision.by) ? null : decision.by,
  }));
}

test("a replay of what was recorded decides as the workers did, decision by decision", async () => {
  for (let n = 0; n < 90; n++) {
    await anything();
    await pass((roll(45) + 1) * minute + roll(60) * 1000);
  }
  await pass(60 * minute);
  const period = { installation: "default", since: start, until: clock.now() };
  const recordings = await openRecordings(tools.databaseUrl);
  const { document: standing } = await currentPolicies(tools);
  const replay = new Replay(await rulesOf(tools, standing), await pastIncidents(db, period));
  const taken: Taken[] = [];
  for await (const page of recordings.inputs({ ...period, without: unasked(standing) }))
    for (const recorded of page) taken.push(...replay.take(recorded));
  taken.push(...replay.passTo(period.until));
  await recordings.close();
  const [live, again] = [await lived(), replayed(taken)];
  assert.ok(live.length > 100, `${live.length} decisions`);
  for (const [n, line] of live.entries()) assert.deepEqual(again[n], line, `decision ${n} of ${live.length}`);
  assert.equal(again.length, live.length);
  const said = new Set(live.map(({ said: words }) => words.split(" ").slice(0, 2).join(" ")));
  for (const each of [
    "send first",
    "send step",
    "send repeat",
    "send digest",
    "hold outside_hours",
    "drop silenced",
    "none no_channel",
    "none below_policy",
  ])
    assert.ok(said.has(each), `${each} is among ${[...said].sort().join(", ")}`);
});

test("what happened is what the standing document would have made of it: nothing comes at another time", async () => {
  const done = await replayPolicies(tools, { document: { ...document }, days: 30 });
  assert.ok(done.ok);
  const { replay } = done;
  assert.deepEqual(replay.incidents, []);
  assert.deepEqual(replay.totals, { lost: 0, later: 0, merged: 0, added: 0, earlier: 0 });
  assert.deepEqual([replay.messages.before, replay.pages.before], [replay.messages.after, replay.pages.after]);
  assert.ok(replay.messages.before > 50 && replay.pages.before > 0);
  for (const policy of replay.policies)
    assert.deepEqual([policy.messages.before, policy.pages.before], [policy.messages.after, policy.pages.after], policy.name);
});
