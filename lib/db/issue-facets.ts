import { severities } from "#lib/model/taxonomy.ts";
import type { Query } from "#lib/query/query.ts";
import { withoutChoice } from "#lib/query/write.ts";
import type { Db } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { issueQuerySql, issueSource } from "./issue-query.ts";

const facetColumns = {
  category: Prisma.sql`i."category"`,
  severity: Prisma.sql`i."severityRank"::text`,
  status: Prisma.sql`i."status"`,
  project: Prisma.sql`i."project"`,
  environment: Prisma.sql`i."environment"`,
  tier: Prisma.sql`i."tier"`,
} as const;
type Facet = keyof typeof facetColumns;
export type IssueFacets = Record<Facet, Record<string, number>>;

/** The commonest of a facet that has no end of values. */
const mostValues = 50;
const facets = Object.keys(facetColumns) as Facet[];

/** How many issues a choice would show, facet by facet: each counts under the query without what it picks of the facet itself. */
export async function issueFacets(db: Db, query: Query, now: Date): Promise<IssueFacets> {
  const counts = facets.map((facet) => {
    const others = withoutChoice(query, facet);
    const value = facetColumns[facet];
    return Prisma.sql`(SELECT ${facet}::text AS "facet", ${value} AS "value", count(*)::int AS "count" ${issueSource(others)}
      WHERE ${value} IS NOT NULL AND ${issueQuerySql(others, now)} GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${mostValues})`;
  });
  const rows = await db.$queryRaw<{ facet: Facet; value: string; count: number }[]>`${Prisma.join(counts, " UNION ALL ")}`;
  const named = (facet: Facet, value: string): string => (facet === "severity" ? (severities[Number(value)] ?? value) : value);
  const of = (facet: Facet): [string, number][] =>
    rows.flatMap((row) => (row.facet === facet ? [[named(facet, row.value), row.count]] : []));
  return Object.fromEntries(facets.map((facet) => [facet, Object.fromEntries(of(facet))])) as IssueFacets;
}
