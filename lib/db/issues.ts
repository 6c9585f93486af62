import type { IssueDetail, IssueSummary } from "#lib/model/issue.ts";
import type { Report } from "#lib/model/report.ts";
import { severities } from "#lib/model/taxonomy.ts";
import type { Db } from "./client.ts";
import { decisionsOf } from "./decisions.ts";
import { type Issue as IssueRow, Prisma } from "./generated/client.ts";
import { incidentOfIssue, messagesOfIssue } from "./incidents.ts";
import { conditions, type IssueFilter, where } from "./issue-filter.ts";
import { after, cursorAt, type IssueSort, orderBy } from "./issue-order.ts";
import { toCorrection, toIssueSummary, toReport, toStoredVerdict } from "./issue-rows.ts";

export interface IssueQuery extends IssueFilter {
  sort: IssueSort;
  /** Where the page before ended, as its `nextCursor` says. */
  cursor?: string | undefined;
  limit: number;
}

export async function listIssues(
  db: Db,
  { sort, cursor, limit, ...filter }: IssueQuery,
): Promise<{ issues: IssueSummary[]; nextCursor: string | null }> {
  const wanted = where([...Object.values(conditions(filter)), after(sort, cursor)]);
  const rows = await db.$queryRaw<IssueRow[]>`SELECT * FROM "Issue" ${wanted} ORDER BY ${orderBy(sort)} LIMIT ${limit + 1}`;
  const page = rows.slice(0, limit);
  const verdicts = await db.verdict.findMany({ where: { id: { in: page.flatMap(({ verdictId }) => verdictId ?? []) } } });
  const standing = new Map(verdicts.map((row) => [row.id, row]));
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    issues: page.map((row) => toIssueSummary(row, standing.get(row.verdictId ?? ""))),
    nextCursor: last ? cursorAt(sort, last) : null,
  };
}

const facetColumns = {
  category: Prisma.sql`"category"`,
  severity: Prisma.sql`"severityRank"::text`,
  status: Prisma.sql`"status"`,
  project: Prisma.sql`"project"`,
  environment: Prisma.sql`"environment"`,
} as const;
type Facet = keyof typeof facetColumns;
export type IssueFacets = Record<Facet, Record<string, number>>;

/** The commonest of a facet that has no end of values. */
const mostValues = 50;
const facets = Object.keys(facetColumns) as Facet[];

/** How many issues a choice would show, facet by facet: each counts under the filter without its own part. */
export async function issueFacets(db: Db, filter: IssueFilter): Promise<IssueFacets> {
  const terms = conditions(filter);
  const counts = facets.map((facet) => {
    const others = Object.entries(terms).flatMap(([name, term]) => (name === facet ? [] : [term]));
    const wanted = where([...others, Prisma.sql`${facetColumns[facet]} IS NOT NULL`]);
    return Prisma.sql`(SELECT ${facet}::text AS "facet", ${facetColumns[facet]} AS "value", count(*)::int AS "count" FROM "Issue" ${wanted} GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${mostValues})`;
  });
  const rows = await db.$queryRaw<{ facet: Facet; value: string; count: number }[]>`${Prisma.join(counts, " UNION ALL ")}`;
  const of = (facet: Facet): [string, number][] => rows.flatMap((row) => (row.facet === facet ? [[row.value, row.count]] : []));
  return {
    category: Object.fromEntries(of("category")),
    severity: Object.fromEntries(of("severity").map(([rank, count]) => [severities[Number(rank)] ?? rank, count])),
    status: Object.fromEntries(of("status")),
    project: Object.fromEntries(of("project")),
    environment: Object.fromEntries(of("environment")),
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
