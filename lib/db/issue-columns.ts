import { Prisma } from "./generated/client.ts";

/** Rows that the condition looks into besides the issue's own. */
export type Beside = "verdict" | "report";

/** Where a field of the query language lies, as text unless said otherwise. */
export interface Column {
  sql: Prisma.Sql;
  beside?: Beside;
}

const own = (sql: Prisma.Sql): Column => ({ sql });
const verdict = (sql: Prisma.Sql): Column => ({ sql, beside: "verdict" });
const report = (sql: Prisma.Sql): Column => ({ sql, beside: "report" });

/** The message the report tells, or while there is none the title. */
export const message = Prisma.sql`COALESCE(NULLIF(r."data"->>'message', ''), i."title")`;
export const type = Prisma.sql`r."data"->>'exceptionType'`;

/** What the call to the model was answered with, else the request. */
const status = Prisma.sql`COALESCE(NULLIF(r."data"->'llm'->'status', 'null'), r."data"->'httpStatus')`;

const newestSignal = Prisma.sql`(SELECT s."kind" FROM "Signal" s WHERE s."installationId" = i."installationId" AND s."issueId" = i."id" ORDER BY s."id" DESC LIMIT 1)`;

export const columns: Readonly<Record<string, Column>> = {
  message: report(message),
  type: report(type),
  category: own(Prisma.sql`i."category"`),
  severity: own(Prisma.sql`i."severityRank"`),
  tier: own(Prisma.sql`i."tier"`),
  confidence: verdict(Prisma.sql`v."confidence"`),
  retryable: verdict(Prisma.sql`v."shouldRetry"`),
  needs_action: verdict(Prisma.sql`v."requiresImmediateAction"`),
  fix_time: verdict(Prisma.sql`v."estimatedFixTime"`),
  project: own(Prisma.sql`i."project"`),
  environment: own(Prisma.sql`i."environment"`),
  release: report(Prisma.sql`r."data"->>'release'`),
  service: report(Prisma.sql`r."data"->>'service'`),
  region: report(Prisma.sql`r."data"->>'region'`),
  transaction: report(Prisma.sql`r."data"->>'transaction'`),
  level: own(Prisma.sql`i."level"`),
  platform: own(Prisma.sql`i."platform"`),
  provider: report(Prisma.sql`r."data"->'llm'->>'provider'`),
  "llm.model": report(Prisma.sql`r."data"->'llm'->>'model'`),
  "llm.status": report(Prisma.sql`CASE WHEN jsonb_typeof(${status}) = 'number' THEN (${status} #>> '{}')::float8 END`),
  owner: own(Prisma.sql`i."assignee"`),
  users: own(Prisma.sql`i."users"`),
  events: own(Prisma.sql`i."events"`),
  age: own(Prisma.sql`i."firstSeen"`),
  first_seen: own(Prisma.sql`i."firstSeen"`),
  last_seen: own(Prisma.sql`i."lastSeen"`),
  signature: own(Prisma.sql`i."signature"`),
  signal: own(newestSignal),
  status: own(Prisma.sql`i."status"`),
  installation: own(Prisma.sql`i."installationId"`),
};

/** Conditions, each with the flag it is. `silenced`: the newest decision about the issue held it back. */
export const flags: Readonly<Record<string, Column>> = {
  provisional: own(Prisma.sql`i."provisional"`),
  corrected: own(Prisma.sql`i."corrected"`),
  new: own(Prisma.sql`i."substatus" = 'new'`),
  regressed: own(Prisma.sql`i."substatus" = 'regressed'`),
  escalating: own(Prisma.sql`i."substatus" = 'escalating'`),
  unhandled: report(Prisma.sql`r."data"->'unhandled' = 'true'::jsonb`),
  silenced: own(
    Prisma.sql`(SELECT d."reason" FROM "Decision" d WHERE d."issueId" = i."id" ORDER BY d."id" DESC LIMIT 1) = 'silenced'`,
  ),
};

export const tagColumn = (name: string): Column => report(Prisma.sql`r."data"->'tags'->>${name}`);
