import { v7 as uuidv7 } from "uuid";
import type { Db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { emptyReport } from "#lib/model/report.ts";
import { type Category, type Severity, severityRank } from "#lib/model/taxonomy.ts";

interface Wanted {
  sentryIssueId: string;
  category?: Category;
  severity?: Severity;
  tier?: string;
  issue?: Partial<Prisma.IssueCreateInput>;
  verdict?: Partial<Prisma.VerdictCreateInput>;
}

/** An issue with its report, signature and standing verdict, as triage leaves them. */
export async function addIssue(
  db: Db,
  { sentryIssueId, category = "timeout", severity = "medium", tier = "rule", ...more }: Wanted,
): Promise<string> {
  const [id, reportId, verdictId] = [uuidv7(), uuidv7(), uuidv7()];
  const installationId = more.issue?.installationId ?? "default";
  const signature = `signature of ${sentryIssueId}`;
  const now = new Date();
  const decided = { category, tier, provisional: more.verdict?.provisional ?? false };
  await db.issue.create({
    data: {
      id,
      installationId,
      sentryIssueId,
      title: `Error ${sentryIssueId}`,
      lastSeen: now,
      reportId,
      signature,
      verdictId,
      severityRank: severityRank(severity),
      ...decided,
      ...more.issue,
    },
  });
  const data = { ...emptyReport, message: `message of ${sentryIssueId}` };
  await db.report.create({ data: { id: reportId, installationId, issueId: id, signature, data, receivedAt: now } });
  await db.signature.upsert({
    where: { installationId_hash: { installationId, hash: signature } },
    create: { installationId, hash: signature, template: "message of <n>", occurrences: 3 },
    update: {},
  });
  await addVerdict(db, {
    id: verdictId,
    installationId,
    issueId: id,
    reportId,
    signature,
    severity,
    ...decided,
    ...more.verdict,
  });
  return id;
}

type Standing = "installationId" | "issueId" | "signature";

/** A verdict on an issue; it does not stand by being added. */
export async function addVerdict(
  db: Db,
  verdict: Pick<Prisma.VerdictCreateInput, Standing> & Partial<Prisma.VerdictCreateInput>,
): Promise<void> {
  await db.verdict.create({
    data: {
      id: uuidv7(),
      category: "timeout",
      severity: "medium",
      confidence: 0.9,
      shouldRetry: true,
      rootCause: "The provider took too long.",
      fixSuggestion: "Raise the limit.",
      requiresImmediateAction: false,
      estimatedFixTime: "1h",
      tier: "rule",
      provisional: false,
      evidence: [{ text: "timed out", start: 0, end: 9, why: "says so" }],
      alternatives: [],
      findings: [],
      factors: [{ name: "users 3", effect: "+0" }],
      costMicros: 1234,
      latencyMs: 0.8,
      versions: { rules: "1" },
      ...verdict,
    },
  });
}
