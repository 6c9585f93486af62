import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DayTold } from "#lib/cli/demo/alert-rows.ts";
import { liveThrough } from "#lib/cli/demo/alerts.ts";
import { type Planned, planDay } from "#lib/cli/demo/day.ts";
import { becomeHistory } from "#lib/cli/demo/history.ts";
import type { Sent } from "#lib/cli/demo/send.ts";
import { sentryState } from "#lib/cli/demo/sentry-api.ts";
import { startSurroundings } from "#lib/cli/demo/surroundings.ts";
import { correct } from "#lib/pipeline/correct.ts";
import { routeAll } from "../../support/route.ts";
import { deliverAndTriage, ownTools } from "../../support/tools.ts";

const surroundings = await startSurroundings(sentryState());
after(() => surroundings.close());
const tools = await ownTools({ ALERT_WEBHOOK_URL: `${surroundings.url}/alerts`, TIME_ZONE: "Asia/Tokyo" });
const { db, databaseUrl } = tools;
const ann = { id: "u1", name: "Ann" };
const day = planDay(new Date(), 7);
const sent: Sent[] = [];
let told: DayTold;

async function send(planned: readonly Planned[]): Promise<void> {
  for (const { resource, body, at } of planned) {
    const { delivery } = await deliverAndTriage(tools, resource, body);
    sent.push({ delivery: delivery!, at });
  }
  await routeAll(tools);
}

/** The time in an id. */
const timeIn = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

before(async () => {
  const rare = new Set([...day.issues.keys()].slice(30));
  const about = ({ body }: Planned): string => {
    const { error, event, issue } = (body as { data: Record<string, { issue_id?: string; id?: string } | undefined> }).data;
    return error?.issue_id ?? event?.issue_id ?? issue?.id ?? "";
  };
  await send(day.beginnings.filter((planned) => rare.has(about(planned))));
  const [issue] = await db.issue.findMany({ where: { category: { not: "code_bug" }, severityRank: { gt: 0 } }, take: 1 });
  await correct(tools, { issue: issue!.sentryIssueId, by: ann, input: { category: "code_bug" } });
  await send(day.endings.filter((planned) => rare.has(about(planned))));
  await becomeHistory(databaseUrl, sent, "Asia/Tokyo");
  surroundings.told.webhook = 0;
  told = await liveThrough(tools, [ann], new Date());
});

test("every row lies in the day in which it is told to have happened, and its id says the same time", async () => {
  const start = Date.now() - 86_400_000;
  const rows = [
    ...(await db.report.findMany()).map(({ id, receivedAt }) => ({ id, at: receivedAt })),
    ...(await db.verdict.findMany()).map(({ id, decidedAt }) => ({ id, at: decidedAt })),
    ...(await db.signal.findMany()),
    ...(await db.decision.findMany()),
    ...(await db.message.findMany()).map(({ id, createdAt }) => ({ id, at: createdAt })),
    ...(await db.incident.findMany()).map(({ id, openedAt }) => ({ id, at: openedAt })),
    ...(await db.correction.findMany()),
  ];
  assert.ok(rows.length > 300, String(rows.length));
  for (const { id, at } of rows) {
    assert.ok(Math.abs(timeIn(id) - at.getTime()) <= 1, id);
    assert.ok(at.getTime() >= start - 1000 && at.getTime() < Date.now());
  }
  const { delivery, at } = sent[sent.length >> 1]!;
  assert.deepEqual((await db.delivery.findUniqueOrThrow({ where: { id: delivery } })).receivedAt, at);
});

test("what pointed at a row points at it still", async () => {
  const [lost] = await db.$queryRaw<Record<string, number>[]>`SELECT
    (SELECT count(*)::int FROM "Issue" i LEFT JOIN "Verdict" v ON v.id = i."verdictId" WHERE v.id IS NULL) AS "verdicts",
    (SELECT count(*)::int FROM "Issue" i LEFT JOIN "Report" r ON r.id = i."reportId" WHERE r.id IS NULL) AS "reports",
    (SELECT count(*)::int FROM "ReportKey" k LEFT JOIN "Report" r ON r.id = k."reportId" WHERE r.id IS NULL) AS "keys",
    (SELECT count(*)::int FROM "Correction" c LEFT JOIN "Verdict" v ON v.id = c."verdictId" WHERE v.id IS NULL) AS "corrected",
    (SELECT count(*)::int FROM "Signal" s LEFT JOIN "Verdict" v ON v.id = s."verdictId" WHERE s."verdictId" IS NOT NULL AND v.id IS NULL) AS "signals",
    (SELECT count(*)::int FROM "Decision" d LEFT JOIN "Signal" s ON s.id = d."signalId" WHERE d."signalId" IS NOT NULL AND s.id IS NULL) AS "decisions",
    (SELECT count(*)::int FROM "Decision" d LEFT JOIN "Incident" i ON i.id = d."incidentId" WHERE d."incidentId" IS NOT NULL AND i.id IS NULL) AS "incidents",
    (SELECT count(*)::int FROM "IncidentMember" m LEFT JOIN "Incident" i ON i.id = m."incidentId" WHERE i.id IS NULL) AS "members",
    (SELECT count(*)::int FROM "Message" m LEFT JOIN "Decision" d ON d.id = m."decisionId" WHERE d.id IS NULL) AS "messages",
    (SELECT count(*)::int FROM "Signature" s LEFT JOIN "Correction" c ON c.id = s."correctionId" WHERE s."correctionId" IS NOT NULL AND c.id IS NULL) AS "memories"`;
  assert.deepEqual(new Set(Object.values(lost!)), new Set([0]));
});

test("causes come before effects", async () => {
  const [late] = await db.$queryRaw<Record<string, number>[]>`SELECT
    (SELECT count(*)::int FROM "Verdict" v JOIN "Report" r ON r.id = v."reportId" WHERE v."decidedAt" < r."receivedAt") AS "verdicts",
    (SELECT count(*)::int FROM "Decision" d JOIN "Signal" s ON s.id = d."signalId" WHERE d."at" < s."at") AS "decisions",
    (SELECT count(*)::int FROM "Message" m JOIN "Decision" d ON d.id = m."decisionId" WHERE m."createdAt" < d."at") AS "messages",
    (SELECT count(*)::int FROM "Incident" WHERE "resolvedAt" < "openedAt") AS "ends"`;
  assert.deepEqual(late, { verdicts: 0, decisions: 0, messages: 0, ends: 0 });
});

test("every critical incident was announced at once, and taken on ten minutes later", async () => {
  assert.ok(told.critical > 3, String(told.critical));
  assert.equal(told.announced, told.critical);
  assert.ok(surroundings.told.webhook >= told.atOnce, "the receiver was really told, and of what became of it");
  assert.ok(told.slowestMs < 5000);
  for (const { id, acknowledgedAt } of await db.incident.findMany({ where: { severityRank: 0, issueId: { not: null } } })) {
    const [decision] = await db.decision.findMany({ where: { incidentId: id, action: "send" }, orderBy: { at: "asc" } });
    assert.ok(Math.abs(acknowledgedAt!.getTime() - decision!.at.getTime() - 600_000) < 1000, id);
    const written = await db.auditEntry.findFirstOrThrow({ where: { action: "incident.acknowledge", target: id } });
    assert.deepEqual(written.at, acknowledgedAt);
  }
});

test("the hours hold every error and every verdict once", async () => {
  const { _sum } = await db.rollup.aggregate({ _sum: { occurrences: true, verdicts: true } });
  assert.equal(_sum.occurrences, await db.report.count());
  assert.equal(_sum.verdicts, await db.verdict.count());
  const hours = new Set((await db.rollup.findMany()).map(({ hour }) => hour.getTime()));
  assert.ok(hours.size > 12 && [...hours].every((hour) => hour % 3_600_000 === 0));
  for (const { verdicts, latency } of await db.rollup.findMany())
    assert.equal(
      latency.reduce((sum, count) => sum + count, 0),
      verdicts,
    );
});
