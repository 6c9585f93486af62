import { v7 as uuidv7 } from "uuid";
import {
  type Category,
  Category as CategorySchema,
  type Severity,
  Severity as SeveritySchema,
  severityRank,
} from "#lib/model/taxonomy.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import type { Tx } from "./client.ts";
import type { Issue } from "./generated/client.ts";
import type { KeptReport } from "./record-report.ts";

export interface Memory {
  tier: "human";
  category: Category;
  severity: Severity | null;
}

/** Counts an occurrence of the signature and says what a person has said of it. */
export async function touchSignature(
  tx: Tx,
  installationId: string,
  { hash, template }: { hash: string; template: string },
  occurrences: 0 | 1,
  now: Date,
): Promise<Memory | null> {
  const rows = await tx.$queryRaw<{ category: string | null; severity: string | null }[]>`
    INSERT INTO "Signature" AS s ("installationId", "hash", "template", "occurrences", "firstSeen", "lastSeen") VALUES (${installationId}, ${hash}, ${template}, ${occurrences}, ${now}, ${now})
    ON CONFLICT ("installationId", "hash") DO UPDATE SET "occurrences" = s."occurrences" + ${occurrences}, "lastSeen" = ${now}
    RETURNING "category", "severity"`;
  return memoryIn(rows[0]);
}

/** What a person has said of the signature; null when nobody did. */
export async function remembered(tx: Tx, installationId: string, hash: string): Promise<Memory | null> {
  return memoryIn(await tx.signature.findUnique({ where: { installationId_hash: { installationId, hash } } }));
}

function memoryIn(row: { category: string | null; severity: string | null } | null | undefined): Memory | null {
  const category = CategorySchema.safeParse(row?.category);
  return category.success
    ? { tier: "human", category: category.data, severity: SeveritySchema.nullable().parse(row?.severity ?? null) }
    : null;
}

/** True when the verdict says nothing that the standing one does not. */
function stands(issue: Issue, verdict: Verdict): boolean {
  const { signature, category, tier, provisional } = verdict;
  return (
    issue.verdictId !== null &&
    issue.signature === signature &&
    issue.category === category &&
    issue.severityRank === severityRank(verdict.severity) &&
    issue.tier === tier &&
    issue.provisional === provisional
  );
}

const rowOf = (verdict: Verdict) => ({
  signature: verdict.signature,
  category: verdict.category,
  severity: verdict.severity,
  confidence: verdict.confidence,
  shouldRetry: verdict.should_retry,
  retryAfterSeconds: verdict.retry_after_seconds,
  rootCause: verdict.root_cause,
  fixSuggestion: verdict.fix_suggestion,
  requiresImmediateAction: verdict.requires_immediate_action,
  estimatedFixTime: verdict.estimated_fix_time,
  tier: verdict.tier,
  model: verdict.model,
  provisional: verdict.provisional,
  evidence: verdict.evidence,
  alternatives: verdict.alternatives,
  findings: verdict.findings,
  factors: verdict.factors,
  costMicros: Math.round(verdict.cost_usd * 1e6),
  latencyMs: verdict.latency_ms,
  versions: verdict.versions,
});

type Judged = Pick<KeptReport, "id" | "isOpen" | "isFilled">;

/** Appends the verdict and lets it stand, unless one that says the same of the same text already stands; returns its id, null when nothing changed. */
export async function appendVerdict(
  tx: Tx,
  issue: Issue,
  { id: reportId, isOpen: reportOpen, isFilled }: Judged,
  verdict: Verdict,
  now: Date,
): Promise<string | null> {
  if (stands(issue, verdict) && !isFilled) {
    if (issue.reportId !== reportId || issue.reportOpen !== reportOpen)
      await tx.$executeRaw`UPDATE "Issue" SET "reportId" = ${reportId}::uuid, "reportOpen" = ${reportOpen} WHERE "id" = ${issue.id}::uuid`;
    return null;
  }
  const id = uuidv7();
  const { installationId, id: issueId } = issue;
  await tx.verdict.create({ data: { ...rowOf(verdict), id, installationId, issueId, reportId, decidedAt: now } });
  const { signature, category, tier, provisional } = verdict;
  const standing = {
    signature,
    verdictId: id,
    category,
    severityRank: severityRank(verdict.severity),
    tier,
    provisional,
    corrected: tier === "human",
  };
  await tx.issue.update({ where: { id: issueId }, data: { reportId, reportOpen, ...standing } });
  return id;
}
