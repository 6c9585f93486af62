import { Correction, IssueStatus, type IssueSummary, StoredVerdict } from "#lib/model/issue.ts";
import { emptyReport, Report } from "#lib/model/report.ts";
import type {
  Correction as CorrectionRow,
  Issue as IssueRow,
  Report as ReportRow,
  Verdict as VerdictRow,
} from "./generated/client.ts";

/** The border: rows come in, the words of the API go out. `sentryIssueId` is what the verdict is about. */
export function toStoredVerdict(sentryIssueId: string, row: VerdictRow): StoredVerdict {
  return StoredVerdict.parse({
    id: sentryIssueId,
    verdict_id: row.id,
    decided_at: row.decidedAt.toISOString(),
    category: row.category,
    severity: row.severity,
    confidence: row.confidence,
    should_retry: row.shouldRetry,
    retry_after_seconds: row.retryAfterSeconds,
    root_cause: row.rootCause,
    fix_suggestion: row.fixSuggestion,
    requires_immediate_action: row.requiresImmediateAction,
    estimated_fix_time: row.estimatedFixTime,
    tier: row.tier,
    model: row.model,
    provisional: row.provisional,
    evidence: row.evidence,
    alternatives: row.alternatives,
    signature: row.signature,
    findings: row.findings,
    factors: row.factors,
    cost_usd: row.costMicros / 1e6,
    latency_ms: row.latencyMs,
    versions: row.versions,
  });
}

export function toIssueSummary(row: IssueRow, verdict: VerdictRow | null | undefined): IssueSummary {
  return {
    id: row.sentryIssueId,
    installation: row.installationId,
    project: row.project,
    title: row.title,
    status: IssueStatus.parse(row.status),
    url: row.url,
    events: row.events,
    users: row.users,
    first_seen: row.firstSeen?.toISOString() ?? null,
    last_seen: row.lastSeen.toISOString(),
    verdict: verdict ? toStoredVerdict(row.sentryIssueId, verdict) : null,
    short_id: row.shortId,
    environment: row.environment,
    level: row.level,
    corrected: row.corrected,
  };
}

export function toCorrection(row: CorrectionRow): Correction {
  return Correction.parse({
    id: row.id,
    at: row.at.toISOString(),
    by: row.byName,
    agree: row.agree,
    category: row.category,
    severity: row.severity,
    reason: row.reason,
    was: { category: row.wasCategory, severity: row.wasSeverity, tier: row.wasTier },
  });
}

/** A report of an earlier release lacks what was not known then. */
export const toReport = ({ data }: ReportRow): Report => Report.parse({ ...emptyReport, ...(data as object) });
