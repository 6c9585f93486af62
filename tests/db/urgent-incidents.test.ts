import assert from "node:assert/strict";
import { test } from "node:test";
import { urgentIncidents } from "#lib/db/urgent-incidents.ts";
import { BadInput } from "#lib/model/errors.ts";
import { ownDatabase } from "../support/database.ts";
import { addIncident, ago } from "../support/incidents.ts";
import { addIssue } from "../support/issues.ts";

const { db } = await ownDatabase();
const issues = [
  await addIssue(db, { sentryIssueId: "1", issue: { users: 3 } }),
  await addIssue(db, { sentryIssueId: "2", issue: { users: 4 } }),
  await addIssue(db, { sentryIssueId: "3" }),
];
const taken = { state: "acknowledged", acknowledgedAt: ago(1), acknowledgedBy: "Ada" };
const named = {
  "acknowledged critical": await addIncident(db, { severity: "critical", age: 90, incident: taken }),
  "newer critical": await addIncident(db, { severity: "critical", age: 5, issues: issues.slice(0, 2) }),
  "older critical": await addIncident(db, { severity: "critical", age: 50, issues: issues.slice(2) }),
  "snoozed high": await addIncident(db, { severity: "high", age: 70, incident: { snoozedUntil: ago(-30) } }),
  "awake medium": await addIncident(db, { severity: "medium", age: 80, incident: { snoozedUntil: ago(30) } }),
  over: await addIncident(db, { severity: "critical", age: 99, incident: { state: "resolved", resolvedAt: ago(2) } }),
};
const nameOf = ({ id }: { id: string }): string | undefined => Object.entries(named).find(([, each]) => each === id)?.[0];
const active = { state: ["open", "acknowledged"], limit: 50 } as const;
const order = ["older critical", "newer critical", "awake medium", "acknowledged critical", "snoozed high"];

test("what nobody has in hand comes first, the worst of it first, the oldest of that first", async () => {
  const { incidents, nextCursor } = await urgentIncidents(db, active);
  assert.deepEqual(incidents.map(nameOf), order);
  assert.equal(nextCursor, null);
});

test("pages follow each other without gaps and doubles", async () => {
  const seen: (string | undefined)[] = [];
  let cursor: string | undefined;
  do {
    const page = await urgentIncidents(db, { ...active, limit: 2, cursor });
    seen.push(...page.incidents.map(nameOf));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  assert.deepEqual(seen, order);
  await assert.rejects(urgentIncidents(db, { ...active, cursor: "bm9uc2Vuc2U" }), BadInput);
});

test("severities choose; users are those of all its issues, unknown when none says", async () => {
  const { incidents } = await urgentIncidents(db, { ...active, severity: ["critical"] });
  assert.deepEqual(
    incidents.map((incident) => [nameOf(incident), incident.users, incident.members.length]),
    [
      ["older critical", null, 1],
      ["newer critical", 7, 2],
      ["acknowledged critical", null, 0],
    ],
  );
});
