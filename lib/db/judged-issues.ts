import { z } from "zod";
import { Report } from "#lib/model/report.ts";
import { Finding } from "#lib/model/verdict.ts";
import type { Db, Issue, Tx } from "./client.ts";
import { type Memory, memoryIn } from "./record-verdict.ts";

/** An issue with all that its verdict follows from. */
export interface JudgedIssue {
  issue: Issue;
  report: Report;
  hash: string;
  findings: Finding[];
  memory: Memory | null;
  /** The team's rule that the standing verdict follows. */
  byRule: string | null;
}

interface Wanted {
  /** Seen since. */
  since: Date;
  /** Resolved and archived ones too. */
  closedToo: boolean;
  /** By id, before which the page ends: newest first. Null begins. */
  before: string | null;
  limit: number;
}

interface Row {
  issue: string;
  report: unknown;
  hash: string;
  findings: unknown;
  byRule: string | null;
  category: string | null;
  severity: string | null;
  llm: unknown;
}

/** Issues as they were judged, the newest first; one whose report is past its retention is left out. Says where the page ended. */
export async function judgedIssues(
  db: Db,
  { since, closedToo, before, limit }: Wanted,
  now: Date,
): Promise<{ page: JudgedIssue[]; last: string | null }> {
  const issues = await db.issue.findMany({
    where: {
      lastSeen: { gte: since },
      verdictId: { not: null },
      ...(!closedToo && { status: "unresolved" }),
      ...(before !== null && { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: limit,
  });
  const last = issues.length === limit ? (issues.at(-1)?.id ?? null) : null;
  const ids = issues.map(({ id }) => id);
  const rows = await db.$queryRaw<Row[]>`
    SELECT i."id" AS "issue", r."data" AS "report", r."signature" AS "hash", v."findings", v."versions"->>'team_rule' AS "byRule", s."category", s."severity", s."llm"
    FROM "Issue" i JOIN "Verdict" v ON v."id" = i."verdictId"
    JOIN LATERAL (SELECT "data", "signature" FROM "Report" WHERE "id" = i."reportId" LIMIT 1) r ON true
    LEFT JOIN "Signature" s ON s."installationId" = i."installationId" AND s."hash" = r."signature"
    WHERE i."id" = ANY(${ids}::uuid[])`;
  const facts = new Map(rows.map((row) => [row.issue, row]));
  const page = issues.flatMap((issue) => {
    const row = facts.get(issue.id);
    const report = Report.safeParse(row?.report);
    if (!row || !report.success) return [];
    const findings = z.array(Finding).catch([]).parse(row.findings);
    const { hash, byRule } = row;
    return [{ issue, report: report.data, hash, findings, memory: memoryIn(row, now), byRule }];
  });
  return { page, last };
}

/** The issues, held in one order so that two workers cannot deadlock. */
export const holdIssues = (tx: Tx, ids: readonly string[]): Promise<Issue[]> =>
  tx.$queryRaw<Issue[]>`SELECT * FROM "Issue" WHERE "id" = ANY(${[...ids]}::uuid[]) ORDER BY "id" FOR UPDATE`;

/** How many reports of these issues are kept that came since. */
export async function countReports(db: Db, since: Date, issues: readonly string[]): Promise<number> {
  if (issues.length === 0) return 0;
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::float8 AS "count" FROM "Report" WHERE "receivedAt" >= ${since} AND "issueId" = ANY(${[...issues]}::uuid[])`;
  return row?.count ?? 0;
}
