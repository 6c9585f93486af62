import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { LlmMemory } from "#lib/model/llm-memory.ts";
import {
  type Category,
  Category as CategorySchema,
  type Severity,
  Severity as SeveritySchema,
  severityRank,
} from "#lib/model/taxonomy.ts";
import { Finding, type Verdict } from "#lib/model/verdict.ts";
import type { Db, Tx } from "./client.ts";
import type { Issue } from "./generated/client.ts";
import type { KeptReport } from "./record-report.ts";

export type Memory =
  | { tier: "human"; category: Category; severity: Severity | null }
  | (Pick<LlmMemory, "tier" | "category" | "severity" | "also" | "doubted"> & {
      words: Pick<LlmMemory, "should_retry" | "root_cause" | "fix_suggestion">;
      by: Pick<LlmMemory, "model" | "prompt">;
    });

const llmMemoryMs = 30 * 86_400_000;

/** Counts an occurrence of the signature and says what a person, or else a model, has said of it. */
export async function touchSignature(
  tx: Tx,
  installationId: string,
  { hash, template }: { hash: string; template: string },
  occurrences: 0 | 1,
  now: Date,
): Promise<Memory | null> {
  const rows = await tx.$queryRaw<MemoryRow[]>`
    INSERT INTO "Signature" AS s ("installationId", "hash", "template", "occurrences", "firstSeen", "lastSeen") VALUES (${installationId}, ${hash}, ${template}, ${occurrences}, ${now}, ${now})
    ON CONFLICT ("installationId", "hash") DO UPDATE SET "occurrences" = s."occurrences" + ${occurrences}, "lastSeen" = ${now}
    RETURNING "category", "severity", "llm"`;
  return memoryIn(rows[0], now);
}

/** What a person, or else a model, has said of the signature; null when nobody did. */
export async function remembered(tx: Tx, installationId: string, hash: string, now: Date): Promise<Memory | null> {
  return memoryIn(await tx.signature.findUnique({ where: { installationId_hash: { installationId, hash } } }), now);
}

/** The same of many signatures, by their hash. */
export async function memoriesOf(
  db: Db,
  installationId: string,
  hashes: readonly string[],
  now: Date,
): Promise<Map<string, Memory>> {
  const rows = await db.$queryRaw<(MemoryRow & { hash: string })[]>`
    SELECT "hash", "category", "severity", "llm" FROM "Signature" WHERE "installationId" = ${installationId} AND "hash" = ANY(${[...hashes]})`;
  return new Map(
    rows.flatMap((row) => {
      const memory = memoryIn(row, now);
      return memory ? [[row.hash, memory]] : [];
    }),
  );
}

interface MemoryRow {
  category: string | null;
  severity: string | null;
  llm: unknown;
}

/** A person's word never expires; a model's lives 30 days, and that it does not know is no verdict. */
export function memoryIn(row: MemoryRow | null | undefined, now: Date): Memory | null {
  const category = CategorySchema.safeParse(row?.category);
  if (category.success)
    return { tier: "human", category: category.data, severity: SeveritySchema.nullable().parse(row?.severity ?? null) };
  const said = row?.llm == null ? null : LlmMemory.safeParse(row.llm).data;
  if (!said || said.category === "unknown" || now.getTime() - Date.parse(said.at) > llmMemoryMs) return null;
  const { tier, severity, also, doubted, should_retry, root_cause, fix_suggestion, model, prompt } = said;
  const words = { should_retry, root_cause, fix_suggestion };
  return { tier, category: said.category, severity, also, doubted, words, by: { model, prompt } };
}

/** Keeps what a model said of a signature. */
export async function rememberLlm(tx: Tx, installationId: string, hash: string, memory: LlmMemory): Promise<void> {
  await tx.signature.updateMany({ where: { installationId, hash }, data: { llm: memory } });
}

/** What this model said last is doubted from now on; says of which signatures. */
export async function doubtLast(tx: Tx, installationId: string, model: string, count: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ hash: string }[]>`
    UPDATE "Signature" SET "llm" = "llm" || '{"doubted": true}'::jsonb WHERE "installationId" = ${installationId} AND "hash" IN (
      SELECT "hash" FROM "Signature" WHERE "installationId" = ${installationId} AND "llm"->>'model' = ${model} ORDER BY "llm"->>'at' DESC LIMIT ${count})
    RETURNING "hash"`;
  return rows.map(({ hash }) => hash);
}

/** What this model said is no longer doubted. */
export async function forgetDoubt(tx: Tx, model: string): Promise<void> {
  await tx.$executeRaw`UPDATE "Signature" SET "llm" = "llm" - 'doubted' WHERE "llm"->>'model' = ${model} AND "llm" ? 'doubted'`;
}

/** True when the verdict says nothing that the standing one does not; what a model said is not news when it is remembered. */
export function saysTheSame(issue: Issue, verdict: Verdict): boolean {
  const { signature, category, provisional } = verdict;
  const tier = verdict.tier === "memory" && issue.tier?.startsWith("llm-") ? issue.tier : verdict.tier;
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

/** What was found in the text that the issue's standing verdict is about. */
export async function standingFindings(tx: Tx, { verdictId }: Issue): Promise<Finding[]> {
  const standing = verdictId ? await tx.verdict.findUnique({ where: { id: verdictId }, select: { findings: true } }) : null;
  return z.array(Finding).catch([]).parse(standing?.findings);
}

type Judged = Pick<KeptReport, "id" | "isOpen" | "isFilled">;

/** Appends the verdict and lets it stand, unless one that says the same of the same text already stands; returns its id and the issue as it is then, null when nothing changed. */
export async function appendVerdict(
  tx: Tx,
  issue: Issue,
  { id: reportId, isOpen: reportOpen, isFilled }: Judged,
  verdict: Verdict,
  now: Date,
): Promise<{ id: string; issue: Issue } | null> {
  if (saysTheSame(issue, verdict) && !isFilled) {
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
  return { id, issue: await tx.issue.update({ where: { id: issueId }, data: { reportId, reportOpen, ...standing } }) };
}
