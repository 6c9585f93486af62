import { v7 as uuidv7 } from "uuid";
import type { By } from "#lib/model/by.ts";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import type { Tx } from "./client.ts";
import type { Issue, Verdict } from "./generated/client.ts";

export interface Said {
  by: By;
  agree: boolean;
  category: Category | null;
  severity: Severity | null;
  reason: string | null;
}

/** The issue, held until the transaction ends; of several installations that know the id, the one that saw it last. Null when nobody does. */
export async function holdIssue(tx: Tx, sentryIssueId: string, installationId: string | undefined): Promise<Issue | null> {
  const rows = await tx.$queryRaw<Issue[]>`
    SELECT * FROM "Issue" WHERE "sentryIssueId" = ${sentryIssueId} AND (${installationId ?? null}::text IS NULL OR "installationId" = ${installationId ?? null})
    ORDER BY "lastSeen" DESC LIMIT 1 FOR UPDATE`;
  return rows[0] ?? null;
}

/** The issues whose newest report has one of these signatures, newest first, at most 200, held in one order so that two corrections cannot deadlock. */
export async function holdIssuesOf(tx: Tx, installationId: string, signatures: readonly string[]): Promise<Issue[]> {
  const newest = await tx.issue.findMany({
    where: { installationId, signature: { in: [...signatures] } },
    orderBy: { lastSeen: "desc" },
    take: 200,
    select: { id: true },
  });
  const ids = newest.map(({ id }) => id);
  return tx.$queryRaw<Issue[]>`SELECT * FROM "Issue" WHERE "id" = ANY(${ids}::uuid[]) ORDER BY "id" FOR UPDATE`;
}

/** Writes down who said what about which verdict, and makes it the memory of the signatures. */
export async function recordCorrection(
  tx: Tx,
  issue: Issue,
  standing: Verdict,
  said: Said,
  signatures: readonly string[],
  now: Date,
): Promise<void> {
  const { by, agree, category, severity, reason } = said;
  const id = uuidv7();
  await tx.correction.create({
    data: {
      id,
      installationId: issue.installationId,
      issueId: issue.id,
      signature: standing.signature,
      verdictId: standing.id,
      byId: by.id,
      byName: by.name,
      agree,
      category,
      severity,
      wasCategory: standing.category,
      wasSeverity: standing.severity,
      wasTier: standing.tier,
      reason,
      at: now,
    },
  });
  const kept = { category: category ?? standing.category, correctionId: id, ...(severity && { severity }) };
  await tx.signature.updateMany({ where: { installationId: issue.installationId, hash: { in: [...signatures] } }, data: kept });
}
