import { v7 as uuidv7 } from "uuid";
import type { IssueFacts } from "#lib/model/issue.ts";
import type { Db, Tx } from "./client.ts";
import type { Issue } from "./generated/client.ts";

export interface ToldIssue {
  installationId: string;
  facts: IssueFacts;
  environment: string | null;
  receivedAt: Date;
  /** False for what must not change a known issue's status: its creation, and events. */
  setsStatus: boolean;
}

/** The sender's time, unless it lies ahead of ours. */
const seen = (told: string | null, receivedAt: Date): Date | null =>
  told ? new Date(Math.min(new Date(told).getTime(), receivedAt.getTime())) : null;

export interface RecordedIssue {
  /** As it is now; its verdict is still the one that stood. */
  issue: Issue;
  isNew: boolean;
  /** What it was before; null when it is new or its status was not told. */
  was: Pick<Issue, "status" | "substatus"> | null;
}

/**
 * Writes what was told of an issue and holds its row until the transaction ends. What was not said keeps what was known; counts
 * only grow; of two states the one received later stands, in whatever order they are worked on.
 */
export async function recordIssue(
  tx: Tx,
  { installationId, facts, environment, receivedAt, setsStatus }: ToldIssue,
): Promise<RecordedIssue> {
  const key = { installationId, sentryIssueId: facts.sentryIssueId };
  const [was = null] = setsStatus
    ? await tx.$queryRaw<Pick<Issue, "status" | "substatus">[]>`
        SELECT "status", "substatus" FROM "Issue" WHERE "installationId" = ${key.installationId} AND "sentryIssueId" = ${key.sentryIssueId} FOR UPDATE`
    : [];
  const statusAt = setsStatus && facts.status ? receivedAt : null;
  const first = seen(facts.firstSeen, receivedAt);
  const last = seen(facts.lastSeen, receivedAt) ?? receivedAt;
  const rows = await tx.$queryRaw<(Issue & { inserted: boolean })[]>`
    INSERT INTO "Issue" AS i ("id", "installationId", "sentryIssueId", "shortId", "title", "culprit", "project", "projectId", "organisation", "environment",
      "status", "substatus", "statusAt", "level", "platform", "url", "assignee", "events", "users", "firstSeen", "lastSeen", "updatedAt")
    VALUES (${uuidv7()}::uuid, ${installationId}, ${facts.sentryIssueId}, ${facts.shortId}, ${facts.title ?? "Untitled error"}, ${facts.culprit}, ${facts.project}, ${facts.projectId},
      ${facts.organisation}, ${environment}, ${facts.status ?? "unresolved"}, ${facts.substatus}, ${statusAt}, ${facts.level}, ${facts.platform}, ${facts.url}, ${facts.assignee},
      ${facts.events}, ${facts.users}, ${first}, ${last}, ${receivedAt})
    ON CONFLICT ("installationId", "sentryIssueId") DO UPDATE SET
      "shortId" = COALESCE(excluded."shortId", i."shortId"),
      "title" = COALESCE(${facts.title}, i."title"),
      "culprit" = COALESCE(excluded."culprit", i."culprit"),
      "project" = COALESCE(excluded."project", i."project"),
      "projectId" = COALESCE(excluded."projectId", i."projectId"),
      "organisation" = COALESCE(excluded."organisation", i."organisation"),
      "environment" = COALESCE(excluded."environment", i."environment"),
      "status" = CASE WHEN excluded."statusAt" >= COALESCE(i."statusAt", '-infinity') THEN excluded."status" ELSE i."status" END,
      "substatus" = CASE WHEN excluded."statusAt" >= COALESCE(i."statusAt", '-infinity') THEN excluded."substatus" ELSE i."substatus" END,
      "statusAt" = GREATEST(i."statusAt", excluded."statusAt"),
      "level" = COALESCE(excluded."level", i."level"),
      "platform" = COALESCE(excluded."platform", i."platform"),
      "url" = COALESCE(excluded."url", i."url"),
      "assignee" = COALESCE(excluded."assignee", i."assignee"),
      "events" = GREATEST(excluded."events", i."events"),
      "users" = GREATEST(excluded."users", i."users"),
      "firstSeen" = LEAST(excluded."firstSeen", i."firstSeen"),
      "lastSeen" = GREATEST(excluded."lastSeen", i."lastSeen"),
      "updatedAt" = excluded."updatedAt"
    RETURNING *, (xmax = 0) AS "inserted"`;
  const [row] = rows;
  if (!row) throw new Error("the issue was not written");
  const { inserted: isNew, ...issue } = row;
  if (!setsStatus || isNew || was) return { issue, isNew, was };
  return { issue, isNew, was: { status: "unresolved", substatus: issue.substatus } }; // written by somebody else just now
}

/** Says on the issue why its latest event is missing; null takes the note away. */
export async function noteOnIssue(
  tx: Db | Tx,
  installationId: string,
  sentryIssueId: string,
  note: string | null,
): Promise<void> {
  await tx.issue.updateMany({ where: { installationId, sentryIssueId }, data: { note } });
}
