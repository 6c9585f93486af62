import assert from "node:assert/strict";
import { test } from "node:test";
import { openRecordings } from "#lib/db/replay-inputs.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { severities } from "#lib/model/taxonomy.ts";
import { digest } from "#lib/pipeline/digests.ts";
import { due } from "#lib/pipeline/due.ts";
import { acknowledge, resolveIncident, snooze } from "#lib/pipeline/incidents.ts";
import { rulesOf } from "#lib/pipeline/rules-now.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { Replay } from "#lib/policy/replay.ts";
import type { Taken } from "#lib/policy/world.ts";
import { happening } from "../support/happen.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const start = new Date("2026-11-27T06:00:00.000Z");
const clock = movableClock(start);
const own = await ownTools({
  ALERT_WEBHOOK_URL: "https://example.com/hook",
  SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x",
});
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const by = { id: "u1", name: "Ada" };
const document = PolicyDocument.parse({
  version: 1,
  hourly: 1000,
  channels: [
    { name: "slack", kind: "slack" },
    { name: "hook", kind: "webhook" },
    { name: "often", kind: "digest", to: ["slack", "hook"], every: "10m" },
  ],
  policies: [
    {
      name: "severe",
      match: "severity:>=high",
      repeat: "7m",
      ackExpires: "20m",
      wait: "30s",
      ladder: [
        { after: "0s", to: ["slack"] },
        { after: "2m", to: ["hook"], urgency: "high" },
        { after: "4m", to: ["slack", "hook"], urgency: "high" },
      ],
    },
    {
      name: "rest",
      match: "*",
      ladder: [
        { after: "0s", to: ["often"] },
        { after: "3m", to: ["slack"] },
      ],
    },
  ],
});
await world.rules(document);

function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % sides;
  };
}
const roll = dice(29);
const second = 1000;

/** Lets time pass; what is due meanwhile is done up to 50 seconds late, in whatever order. */
async function passLate(ms: number): Promise<void> {
  const until = clock.now().getTime() + ms;
  while (clock.now().getTime() < until) {
    clock.pass(Math.min(until - clock.now().getTime(), (roll(50) + 1) * second));
    const where = { dueAt: { lte: clock.now() } };
    const incidents = await db.incident.findMany({
      where: { ...where, state: { not: "resolved" } },
      select: { id: true, dueAt: true },
    });
    const isLast = (at: Date | null): boolean => clock.now().getTime() - at!.getTime() > 5 * second || roll(2) === 0;
    const gatherings = await db.gathering.findMany({ where });
    for (const { channel, carrier, dueAt } of gatherings)
      if (roll(2) === 0 && isLast(dueAt)) await digest(tools, { installation: "default", channel, carrier });
    for (const { id, dueAt } of incidents.sort(() => roll(3) - 1)) if (isLast(dueAt)) await due(tools, { incident: id });
    for (const { channel, carrier, dueAt } of gatherings)
      if (isLast(dueAt)) await digest(tools, { installation: "default", channel, carrier });
  }
}

async function anything(): Promise<void> {
  const [which] = await db.incident.findMany({ where: { state: "open" }, orderBy: { id: "asc" }, skip: roll(4), take: 1 });
  const what = roll(10);
  if (which && what === 0) return void (await acknowledge(tools, { incident: which.id, by }));
  if (which && what === 1) return void (await snooze(tools, { incident: which.id, by, for: "5m" }));
  if (which && what === 2) return void (await resolveIncident(tools, { incident: which.id, by }));
  const issue = roll(10);
  const kinds = ["created", "created", "regressed", "corrected", "resolved"] as const;
  await world.signal(`i${issue}`, { signature: `s${issue % 6}`, severity: severities[issue % 5]! }, kinds[roll(kinds.length)]);
}

const said = (parts: readonly unknown[]): string =>
  parts.map((part) => (part instanceof Date ? part.toISOString() : String(part))).join(" ");

async function lived(): Promise<string[]> {
  const opened = new Map((await db.incident.findMany()).map(({ id, openedAt }) => [id, openedAt]));
  const rows = await db.decision.findMany();
  return rows.map((row) =>
    said([
      row.at,
      row.signalId,
      row.policy,
      row.action,
      row.reason,
      row.action === "update" ? "" : row.to,
      row.lines,
      row.step,
      opened.get(row.incidentId ?? ""),
    ]),
  );
}

const replayed = (taken: readonly Taken[]): string[] =>
  taken.map(({ at, signal, decision, digest: gone }) =>
    said([
      at,
      signal?.id ?? null,
      gone ? null : decision.policy,
      decision.action,
      decision.reason,
      decision.action === "update" ? "" : decision.to,
      decision.lines,
      decision.step,
      decision.incident?.openedAt,
    ]),
  );

test("that jobs come late by less than a minute, and in another order, changes no decision", async () => {
  for (let n = 0; n < 120; n++) {
    await anything();
    await passLate((roll(90) + 1) * 2 * second);
  }
  await passLate(120 * second);
  const recordings = await openRecordings(tools.databaseUrl);
  const replay = new Replay(await rulesOf(tools, document), []);
  const taken: Taken[] = [];
  const until = new Date(clock.now().getTime() + 1);
  for await (const page of recordings.inputs({ installation: "default", since: start, until, without: [] }))
    for (const recorded of page) taken.push(...replay.take(recorded));
  await recordings.close();
  const last = clock.now().getTime() - 60 * second;
  const settled = (lines: readonly string[]): string[] => lines.filter((line) => Date.parse(line.slice(0, 24)) <= last).sort();
  taken.push(...replay.passTo(new Date(last)));
  const [live, again] = [settled(await lived()), settled(replayed(taken))];
  assert.ok(live.length > 150, String(live.length));
  assert.deepEqual(live, again);
});
