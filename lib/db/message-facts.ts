import type { StoredVerdict } from "#lib/model/issue.ts";
import type { Notice } from "#lib/model/notice.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import type { Report } from "#lib/model/report.ts";
import type { Subject } from "#lib/model/subject.ts";
import type { Db } from "./client.ts";
import type { Decision, Incident, Issue, Message, Verdict } from "./generated/client.ts";
import { toSubject } from "./incident-rows.ts";
import { toReport, toStoredVerdict } from "./issue-rows.ts";
import { saidIn } from "./said.ts";

/** Everything that a message tells of, as it stands now. */
export interface MessageFacts {
  message: Message;
  incident: (Omit<Incident, "subject"> & { subject: Subject }) | null;
  issue: Issue | null;
  verdict: Verdict | null;
  report: Report | null;
  /** Of the incident's issues together; users of several issues may be the same, so the largest count stands. */
  members: { issues: number; users: number | null; events: number | null };
  confidenceFloor: number | null;
  /** What was decided when it was to be told; null when nothing was. */
  decision: Pick<Decision, "heldBy" | "policy"> | null;
  /** The first message of the incident on this channel, where it is another. */
  thread: string | null;
  /** None was posted there after it. */
  newest: boolean;
  /** What it said when it was posted; null before that. */
  said: Notice["said"];
  /** Who said the verdict that stands, when a person did. */
  saidBy: string | null;
}

async function membersOf(db: Db, { incidentId, issueId }: Message): Promise<MessageFacts["members"]> {
  const [sums] = await db.$queryRaw<MessageFacts["members"][]>`
    SELECT count(*)::int AS "issues", max("users")::int AS "users", sum("events")::float8 AS "events" FROM "Issue"
    WHERE "id" = ${issueId}::uuid OR "id" IN (SELECT "issueId" FROM "IncidentMember" WHERE "incidentId" = ${incidentId}::uuid)`;
  return sums ?? { issues: 0, users: null, events: null };
}

/** Below which confidence the policy by which it was decided wants a verdict told as provisional. */
async function floorOf(db: Db, incident: Incident | null): Promise<number | null> {
  if (!incident) return null;
  const version = await db.policyVersion.findUnique({ where: { version: incident.documentVersion }, select: { document: true } });
  const { data } = PolicyDocument.safeParse(version?.document);
  return data?.policies.find(({ name }) => name === incident.policy)?.confidenceFloor ?? null;
}

const decisionOf = (db: Db, { decisionId: id }: Message): Promise<MessageFacts["decision"]> | null =>
  id ? db.decision.findUnique({ where: { id }, select: { heldBy: true, policy: true } }) : null;

async function threadOf(db: Db, { id, incidentId, channel }: Message): Promise<Pick<MessageFacts, "thread" | "newest">> {
  if (!incidentId) return { thread: null, newest: true };
  const [first, later] = await Promise.all([
    db.message.findFirst({
      where: { incidentId, channel, state: { not: "cancelled" } },
      orderBy: { id: "asc" },
      select: { id: true },
    }),
    db.message.findFirst({ where: { incidentId, channel, id: { gt: id }, posted: { gt: 0 } }, select: { id: true } }),
  ]);
  return { thread: first && first.id !== id ? first.id : null, newest: later === null };
}

async function sayerOf(db: Db, verdict: Verdict | null): Promise<string | null> {
  if (verdict?.tier !== "human") return null;
  const where = { installationId: verdict.installationId, signature: verdict.signature };
  const last = await db.correction.findFirst({ where, orderBy: { id: "desc" }, select: { byName: true } });
  return last?.byName ?? null;
}

/** The issue that a message tells of: one that is out of its incident before that is over tells of what speaks for the incident since. */
async function toldOf(db: Db, { incidentId, issueId, reason }: Message, incident: Incident | null): Promise<string | null> {
  const speaks = incident?.issueId ?? null;
  if (!incidentId || !issueId || !speaks || issueId === speaks || reason === "new_member") return issueId ?? speaks;
  const member = await db.incidentMember.findUnique({ where: { incidentId_issueId: { incidentId, issueId } } });
  const out = member?.resolvedAt ?? null;
  const isOut = out !== null && (!incident?.resolvedAt || out < incident.resolvedAt);
  return isOut ? speaks : issueId;
}

export const messageOf = (db: Db, id: string): Promise<Message | null> => db.message.findUnique({ where: { id } });

export async function messageFacts(db: Db, message: Message): Promise<MessageFacts> {
  const incident = message.incidentId ? await db.incident.findUnique({ where: { id: message.incidentId } }) : null;
  const issueId = await toldOf(db, message, incident);
  const [issue, members, confidenceFloor, decision, thread] = await Promise.all([
    issueId ? db.issue.findUnique({ where: { id: issueId } }) : null,
    membersOf(db, { ...message, issueId }),
    floorOf(db, incident),
    decisionOf(db, message),
    threadOf(db, message),
  ]);
  const [verdict, report] = await Promise.all([
    issue?.verdictId ? db.verdict.findUnique({ where: { id: issue.verdictId } }) : null,
    issue?.reportId ? db.report.findFirst({ where: { id: issue.reportId } }) : null,
  ]);
  return {
    message,
    incident: incident && { ...incident, subject: toSubject(incident.subject) },
    issue,
    verdict,
    report: report && toReport(report),
    members,
    confidenceFloor,
    decision,
    ...thread,
    said: saidIn(message.said),
    saidBy: await sayerOf(db, verdict),
  };
}

export const standingOf = ({ issue, verdict }: MessageFacts): StoredVerdict | null =>
  issue && verdict ? toStoredVerdict(issue.sentryIssueId, verdict) : null;
