import type { IssueDetail, IssueSummary } from "#lib/model/issue.ts";
import type { Report } from "#lib/model/report.ts";
import type { Query } from "#lib/query/query.ts";
import type { Db } from "./client.ts";
import { decisionsOf } from "./decisions.ts";
import { type Issue as IssueRow, Prisma } from "./generated/client.ts";
import { incidentOfIssue, messagesOfIssue } from "./incidents.ts";
import { after, cursorAt, type IssueSort, orderBy } from "./issue-order.ts";
import { issueQuerySql, issueSource } from "./issue-query.ts";
import { toCorrection, toIssueSummary, toReport, toStoredVerdict } from "./issue-rows.ts";

export interface IssueList {
  /** What issues must be; everything when it is left out. */
  query?: Query | undefined;
  now: Date;
  sort: IssueSort;
  /** Where the page before ended, as its `nextCursor` says. */
  cursor?: string | undefined;
  limit: number;
}

const everything: Query = { kind: "all" };

export async function listIssues(
  db: Db,
  { query = everything, now, sort, cursor, limit }: IssueList,
): Promise<{ issues: IssueSummary[]; nextCursor: string | null }> {
  const wanted = Prisma.join([issueQuerySql(query, now), ...after(sort, cursor)], " AND ");
  const rows = await db.$queryRaw<IssueRow[]>`
    SELECT i.* ${issueSource(query)} WHERE ${wanted} ORDER BY ${orderBy(sort)} LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const verdicts = await db.verdict.findMany({ where: { id: { in: page.flatMap(({ verdictId }) => verdictId ?? []) } } });
  const standing = new Map(verdicts.map((row) => [row.id, row]));
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    issues: page.map((row) => toIssueSummary(row, standing.get(row.verdictId ?? ""))),
    nextCursor: last ? cursorAt(sort, last) : null,
  };
}

/** As much of a history as a screen can use. */
const newestFirst = { orderBy: { id: "desc" }, take: 200 } as const;

/** The issue by Sentry's id, the most recently seen when several installations have it and none is named. */
const findIssue = (db: Db, sentryIssueId: string, installation: string | undefined): Promise<IssueRow | null> =>
  db.issue.findFirst({
    where: { sentryIssueId, ...(installation !== undefined && { installationId: installation }) },
    orderBy: { lastSeen: "desc" },
  });

async function detailOf(db: Db, row: IssueRow): Promise<IssueDetail> {
  const where = { installationId: row.installationId, issueId: row.id };
  const [verdicts, corrections, incident, decisions, messages] = await Promise.all([
    db.verdict.findMany({ where, ...newestFirst }),
    db.correction.findMany({ where, ...newestFirst }),
    incidentOfIssue(db, row.id),
    decisionsOf(db, where, newestFirst.take),
    messagesOfIssue(db, row.id, newestFirst.take),
  ]);
  return {
    ...toIssueSummary(
      row,
      verdicts.find(({ id }) => id === row.verdictId),
    ),
    verdicts: verdicts.map((verdict) => toStoredVerdict(row.sentryIssueId, verdict)),
    corrections: corrections.map(toCorrection),
    incident,
    decisions,
    messages,
  };
}

/** What the API says of an issue; null until a delivery that names it was triaged. */
export async function issueDetail(db: Db, sentryIssueId: string, installation?: string): Promise<IssueDetail | null> {
  const row = await findIssue(db, sentryIssueId, installation);
  return row && detailOf(db, row);
}

export interface IssuePage {
  issue: IssueDetail;
  /** The newest one; null when the issue has none or it is past its retention. */
  report: Report | null;
  signature: { hash: string; template: string; occurrences: number } | null;
  /** Why the latest event could not be read from Sentry. */
  note: string | null;
}

/** What the issue's screen shows. */
export async function issuePage(db: Db, sentryIssueId: string, installation?: string): Promise<IssuePage | null> {
  const row = await findIssue(db, sentryIssueId, installation);
  if (!row) return null;
  const { installationId, signature: hash, reportId, note } = row;
  const [issue, report, signature] = await Promise.all([
    detailOf(db, row),
    reportId ? db.report.findUnique({ where: { id: reportId } }) : null,
    hash
      ? db.signature.findUnique({
          where: { installationId_hash: { installationId, hash } },
          select: { hash: true, template: true, occurrences: true },
        })
      : null,
  ]);
  return { issue, report: report && toReport(report), signature, note };
}
