import { v7 as uuidv7 } from "uuid";
import type { Db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { emptySubject } from "#lib/model/subject.ts";
import { type Severity, severityRank } from "#lib/model/taxonomy.ts";
import { addIssue } from "./issues.ts";

interface Announced {
  incident: string;
  issue: string;
  sentryIssueId: string;
}

/** An issue with its verdict and the incident it opened, as routing leaves them. */
export async function addIncident(
  db: Db,
  { severity = "critical", at, ...more }: { severity?: Severity; at: Date } & Partial<Prisma.IncidentCreateInput>,
): Promise<Announced> {
  const sentryIssueId = String(Math.floor(Math.random() * 1e12));
  const issue = await addIssue(db, { sentryIssueId, severity, issue: { project: "api", users: 12, events: 340 } });
  const incident = uuidv7();
  const subject = { ...emptySubject, message: `message of ${sentryIssueId}`, severity, category: "timeout" };
  const own = { id: incident, installationId: "default", policy: "critical", groupKey: incident, group: {}, subject };
  await db.incident.create({
    data: { ...own, severityRank: severityRank(severity), issueId: issue, openedAt: at, documentVersion: 1, ...more },
  });
  await db.incidentMember.create({ data: { incidentId: incident, issueId: issue, joinedAt: at } });
  return { incident, issue, sentryIssueId };
}

/** A message that waits to be sent; no job is added for it. */
export async function addMessage(
  db: Db,
  { incident, issue }: Announced,
  channel: string,
  at: Date,
  more: Partial<Prisma.MessageCreateInput> = {},
): Promise<string> {
  const id = uuidv7();
  const own = { id, installationId: "default", incidentId: incident, issueId: issue, channel, reason: "first" };
  await db.message.create({ data: { ...own, createdAt: at, updatedAt: at, ...more } });
  return id;
}
