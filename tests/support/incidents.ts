import { v7 as uuidv7 } from "uuid";
import type { Db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { type Severity, severityRank } from "#lib/model/taxonomy.ts";

const minute = 60_000;
export const ago = (minutes: number): Date => new Date(Date.now() - minutes * minute);
const idAt = (at: Date): string => uuidv7({ msecs: at.getTime() });

interface WantedIncident {
  severity?: Severity;
  /** Minutes since it opened. */
  age?: number;
  subject?: Partial<Subject>;
  /** Our ids of its issues. */
  issues?: readonly string[];
  incident?: Partial<Prisma.IncidentCreateInput>;
}

/** An incident with its members, as routing leaves it. */
export async function addIncident(
  db: Db,
  { severity = "high", age = 5, subject = {}, issues = [], incident = {} }: WantedIncident,
): Promise<string> {
  const openedAt = ago(age);
  const about: Subject = {
    ...emptySubject,
    message: "upstream took 30 s and gave up",
    type: "APITimeoutError",
    category: "timeout",
    severity,
    project: "checkout",
    environment: "production",
    signature: "4f2a9c81d07b",
    ...subject,
  };
  const { project, environment, signature } = about;
  const id = idAt(openedAt);
  await db.incident.create({
    data: {
      id,
      installationId: "default",
      policy: severity,
      groupKey: `${project}|${environment}|${signature}|${id}`,
      group: { project, environment, signature },
      severityRank: severityRank(severity),
      subject: about,
      issueId: issues[0] ?? null,
      openedAt,
      toldAt: openedAt,
      told: 1,
      documentVersion: 1,
      updatedAt: openedAt,
      ...incident,
    },
  });
  await db.incidentMember.createMany({ data: issues.map((issueId) => ({ incidentId: id, issueId, joinedAt: openedAt })) });
  return id;
}

/** What was made of a signal so many minutes ago. */
export async function addDecision(db: Db, age: number, decision: Partial<Prisma.DecisionCreateInput>): Promise<string> {
  const at = ago(age);
  const id = idAt(at);
  await db.decision.create({
    data: {
      id,
      installationId: "default",
      signalKind: "created",
      policy: "high",
      action: "send",
      reason: "first",
      to: [],
      skipped: [],
      documentVersion: 1,
      at,
      ...decision,
    },
  });
  return id;
}

/** Something posted so many minutes ago. */
export async function addMessage(db: Db, age: number, message: Partial<Prisma.MessageCreateInput>): Promise<void> {
  const at = ago(age);
  await db.message.create({
    data: {
      id: idAt(at),
      installationId: "default",
      channel: "slack",
      reason: "first",
      state: "sent",
      posted: 1,
      attempts: 1,
      createdAt: at,
      sentAt: at,
      ...message,
    },
  });
}
