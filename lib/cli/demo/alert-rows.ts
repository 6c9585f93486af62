import { transaction } from "#lib/db/client.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { providerFailures } from "#lib/policy/outage.ts";

/** A provider's own failure, and when it was. */
export interface DemoFailure {
  at: Date;
  installation: string;
  provider: string;
  category: Category;
  signature: string;
}

/** The day's signals and failures of providers, in their order. */
export async function dayRows({ db }: Tools): Promise<{ signals: { id: string; at: Date }[]; failures: DemoFailure[] }> {
  const signals = await db.signal.findMany({ select: { id: true, at: true }, orderBy: [{ at: "asc" }, { id: "asc" }] });
  const failures = await db.$queryRaw<DemoFailure[]>`
    SELECT r."receivedAt" AS "at", i."installationId" AS "installation", r."data"->'llm'->>'provider' AS "provider", v."category", r."signature"
    FROM "Report" r JOIN "Issue" i ON i."id" = r."issueId" JOIN "Verdict" v ON v."id" = i."verdictId"
    WHERE v."category" = ANY(${[...providerFailures]}::text[]) AND r."data"->'llm'->>'provider' IS NOT NULL ORDER BY 1`;
  return { signals, failures };
}

/** A signal about which nothing was decided. */
export async function putUnrouted({ db }: Tools, id: string): Promise<void> {
  await db.signal.update({ where: { id }, data: { routedAt: null } });
}

/** Critical and high incidents somebody was told of and nobody has taken on. */
export async function announced({ db }: Tools, at: Date): Promise<{ id: string; severityRank: number }[]> {
  return db.incident.findMany({
    where: { state: "open", told: { gt: 0 }, severityRank: { lte: 1 }, issueId: { not: null }, openedAt: { lte: at } },
    select: { id: true, severityRank: true },
    orderBy: { id: "asc" },
  });
}

/** Acts were written down when they were replayed: the audit tells them at their time. */
export async function settleAudit({ db }: Tools): Promise<void> {
  await transaction(db, async (tx) => {
    await tx.$executeRaw`
      UPDATE "AuditEntry" a SET "at" = x."at" FROM "IncidentAct" x WHERE a."target" = x."incidentId"::text AND a."action" = 'incident.' || (x."act"->>'kind')`;
  });
}

export interface DayTold {
  /** Messages that went at once, and digests and bundles. */
  atOnce: number;
  digests: number;
  /** Critical incidents, how many of these people were told of, and how long the slowest word took, in ms. */
  critical: number;
  announced: number;
  slowestMs: number;
  outages: number;
}

/** How much people were told in the day. */
export async function dayTold({ db }: Tools): Promise<DayTold> {
  const [row] = await db.$queryRaw<DayTold[]>`
    WITH first AS (
      SELECT i."id", (SELECT min(m."sentAt") FROM "Message" m WHERE m."incidentId" = i."id") - i."openedAt" AS "took"
      FROM "Incident" i WHERE i."severityRank" = 0 AND i."issueId" IS NOT NULL)
    SELECT (SELECT count(*) FROM "Message" WHERE "digest" IS NULL)::int AS "atOnce", (SELECT count(*) FROM "Message" WHERE "digest" IS NOT NULL)::int AS "digests",
      (SELECT count(*) FROM first)::int AS "critical", (SELECT count("took") FROM first)::int AS "announced",
      (SELECT COALESCE(max(extract(epoch FROM "took") * 1000), 0) FROM first)::float8 AS "slowestMs", (SELECT count(*) FROM "ProviderOutage")::int AS "outages"`;
  return row ?? { atOnce: 0, digests: 0, critical: 0, announced: 0, slowestMs: 0, outages: 0 };
}
