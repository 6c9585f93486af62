import type { SignatureRow } from "#lib/model/figures.ts";
import { severities } from "#lib/model/taxonomy.ts";
import type { Db } from "../client.ts";

type Row = Omit<SignatureRow, "severity" | "last_seen"> & { severityRank: number | null; lastSeen: Date };

/** Signatures of unresolved issues seen since `from`, those first that most users met. */
export async function topSignatures(db: Db, { from, limit }: { from: Date; limit: number }): Promise<SignatureRow[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT g."installationId" AS "installation", g."signature" AS "hash", n."title", n."sentryIssueId" AS "issue", n."project", n."category", n."severityRank",
      g."issues", g."users", g."events", g."lastSeen"
    FROM (SELECT "installationId", "signature", count(*)::int AS "issues", sum("users")::float8 AS "users", sum("events")::float8 AS "events", max("lastSeen") AS "lastSeen"
      FROM "Issue" WHERE "lastSeen" >= ${from} AND "status" = 'unresolved' AND "signature" IS NOT NULL
      GROUP BY 1, 2 ORDER BY 4 DESC NULLS LAST, 5 DESC NULLS LAST, 2 LIMIT ${limit}) g
    CROSS JOIN LATERAL (SELECT * FROM "Issue" i WHERE i."installationId" = g."installationId" AND i."signature" = g."signature" AND i."status" = 'unresolved'
      ORDER BY i."lastSeen" DESC LIMIT 1) n
    ORDER BY g."users" DESC NULLS LAST, g."events" DESC NULLS LAST, 2`;
  return rows.map(({ severityRank, lastSeen, ...row }) => ({
    ...row,
    severity: severityRank === null ? null : (severities[severityRank] ?? null),
    last_seen: lastSeen.toISOString(),
  }));
}
