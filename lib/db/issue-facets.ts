import { severities } from "#lib/model/taxonomy.ts";
import type { Query } from "#lib/query/query.ts";
import { withoutChoice, writeQuery } from "#lib/query/write.ts";
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

/** Facets that are counted under the same query: those of which nothing is picked share one reading of the issues. */
function sharing(query: Query): { under: Query; of: Facet[] }[] {
  const found = new Map<string, { under: Query; of: Facet[] }>();
  for (const facet of facets) {
    const under = withoutChoice(query, facet);
    const key = writeQuery(under);
    found.set(key, { under, of: [...(found.get(key)?.of ?? []), facet] });
  }
  return [...found.values()];
}

/** Counts by several facets in one reading. */
function counts({ under, of }: { under: Query; of: Facet[] }, now: Date): Prisma.Sql {
  const values = Prisma.join(of.map((facet) => Prisma.sql`(${facet}::text, ${facetColumns[facet]})`));
  return Prisma.sql`(SELECT f."facet", f."value", count(*)::int AS "count"
    ${issueSource(under)} CROSS JOIN LATERAL (VALUES ${values}) AS f ("facet", "value")
    WHERE f."value" IS NOT NULL AND ${issueQuerySql(under, now)} GROUP BY 1, 2)`;
}

/** How many issues a choice would show, facet by facet: each counts under the query without what it picks of the facet itself. */
export async function issueFacets(db: Db, query: Query, now: Date): Promise<IssueFacets> {
  const readings = sharing(query).map((group) => counts(group, now));
  const rows = await db.$queryRaw<{ facet: Facet; value: string; count: number }[]>`
    ${Prisma.join(readings, " UNION ALL ")} ORDER BY "count" DESC, "value"`;
  const named = (facet: Facet, value: string): string => (facet === "severity" ? (severities[Number(value)] ?? value) : value);
  const of = (facet: Facet): [string, number][] =>
    rows.flatMap((row) => (row.facet === facet ? [[named(facet, row.value), row.count]] : []));
  return Object.fromEntries(facets.map((facet) => [facet, Object.fromEntries(of(facet).slice(0, mostValues))])) as IssueFacets;
}
