import type { IssueStatus } from "#lib/model/issue.ts";
import { type Category, type Severity, severityRank, type Tier } from "#lib/model/taxonomy.ts";
import { Prisma } from "./generated/client.ts";

/** What issues must be; what is absent or an empty list asks for nothing. */
export interface IssueFilter {
  installation?: string | undefined;
  category?: readonly Category[] | undefined;
  severity?: readonly Severity[] | undefined;
  status?: readonly IssueStatus[] | undefined;
  environment?: string | undefined;
  project?: string | undefined;
  tier?: readonly Tier[] | undefined;
  provisional?: boolean | undefined;
  corrected?: boolean | undefined;
  /** Words that title or culprit hold as they are, in any case. */
  search?: string | undefined;
}

/** Text as Postgres accepts it: without NUL and lone surrogates, and no longer than any column is worth searching for. */
const sent = (text: string): string => text.slice(0, 200).replaceAll("\0", "").toWellFormed();

const among = (column: Prisma.Sql, values: readonly (string | number)[] | undefined): Prisma.Sql | undefined =>
  values && values.length > 0 ? Prisma.sql`${column} IN (${Prisma.join([...values])})` : undefined;

const equal = (column: Prisma.Sql, value: string | boolean | undefined): Prisma.Sql | undefined =>
  value === undefined ? undefined : Prisma.sql`${column} = ${typeof value === "string" ? sent(value) : value}`;

function holding(search: string | undefined): Prisma.Sql | undefined {
  const words = sent(search ?? "").trim();
  if (words === "") return undefined;
  const pattern = `%${words.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`("title" ILIKE ${pattern} OR "culprit" ILIKE ${pattern})`;
}

/** One condition a field, so that a count by one field can leave out that field's own. */
export function conditions(filter: IssueFilter): Record<keyof IssueFilter, Prisma.Sql | undefined> {
  return {
    installation: equal(Prisma.sql`"installationId"`, filter.installation),
    category: among(Prisma.sql`"category"`, filter.category),
    severity: among(Prisma.sql`"severityRank"`, filter.severity?.map(severityRank)),
    status: among(Prisma.sql`"status"`, filter.status),
    environment: equal(Prisma.sql`"environment"`, filter.environment),
    project: equal(Prisma.sql`"project"`, filter.project),
    tier: among(Prisma.sql`"tier"`, filter.tier),
    provisional: equal(Prisma.sql`"provisional"`, filter.provisional),
    corrected: equal(Prisma.sql`"corrected"`, filter.corrected),
    search: holding(filter.search),
  };
}

export function where(terms: readonly (Prisma.Sql | undefined)[]): Prisma.Sql {
  const given = terms.filter((term) => term !== undefined);
  return given.length > 0 ? Prisma.sql`WHERE ${Prisma.join(given, " AND ")}` : Prisma.empty;
}
