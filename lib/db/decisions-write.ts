import type { Tx } from "./client.ts";

export interface DecisionRow {
  id: string;
  signalId: string | null;
  signalKind: string | null;
  incidentId: string | null;
  issueId: string | null;
  policy: string | null;
  action: string;
  reason: string;
  heldBy: string | null;
  to: readonly string[];
  skipped: readonly string[];
  lines: readonly string[];
  step: number | null;
  at: Date;
}

/** Writes down what was made of signals, acts and times, in their order. */
export async function writeDecisions(
  tx: Tx,
  rows: readonly DecisionRow[],
  { installation, version }: { installation: string; version: number },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "Decision" ("id", "installationId", "signalId", "signalKind", "incidentId", "issueId", "policy", "action", "reason", "heldBy", "to", "skipped", "lines", "step", "documentVersion", "at")
    SELECT r."id", ${installation}, r."signalId", r."signalKind", r."incidentId", r."issueId", r."policy", r."action", r."reason", r."heldBy", r."to", r."skipped", r."lines", r."step", ${version}, r."at"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "signalId" uuid, "signalKind" text, "incidentId" uuid, "issueId" uuid, "policy" text, "action" text,
      "reason" text, "heldBy" text, "to" text[], "skipped" text[], "lines" text[], "step" int, "at" timestamptz)`;
}

export interface MessageRow {
  id: string;
  incidentId: string | null;
  issueId: string | null;
  decisionId: string | null;
  channel: string;
  reason: string;
  urgency: string;
  step: number | null;
  digest: string | null;
  linesFrom: Date | null;
  linesUntil: Date | null;
  late: boolean;
  createdAt: Date;
}

/** Messages to be posted. */
export async function writeMessages(tx: Tx, rows: readonly MessageRow[], installation: string, now: Date): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "Message" ("id", "installationId", "incidentId", "issueId", "decisionId", "channel", "reason", "urgency", "step", "digest", "linesFrom", "linesUntil", "late", "createdAt", "updatedAt")
    SELECT r."id", ${installation}, r."incidentId", r."issueId", r."decisionId", r."channel", r."reason", r."urgency", r."step", r."digest", r."linesFrom", r."linesUntil", r."late", r."createdAt", ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "incidentId" uuid, "issueId" uuid, "decisionId" uuid, "channel" text, "reason" text, "urgency" text, "step" int,
      "digest" text, "linesFrom" timestamptz, "linesUntil" timestamptz, "late" boolean, "createdAt" timestamptz)`;
}

export interface LineRow {
  id: string;
  channel: string;
  decisionId: string;
  incidentId: string | null;
  issueId: string | null;
  severityRank: number;
  category: string | null;
  project: string | null;
  reason: string;
  at: Date;
}

/** What the next digests and bundles of channels tell of. */
export async function writeLines(tx: Tx, rows: readonly LineRow[], installation: string): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "DigestLine" ("id", "installationId", "channel", "decisionId", "incidentId", "issueId", "severityRank", "category", "project", "reason", "at")
    SELECT r."id", ${installation}, r."channel", r."decisionId", r."incidentId", r."issueId", r."severityRank", r."category", r."project", r."reason", r."at"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "channel" text, "decisionId" uuid, "incidentId" uuid, "issueId" uuid, "severityRank" int,
      "category" text, "project" text, "reason" text, "at" timestamptz)`;
}

/** Silences that held something back for the first time, and those that were named. */
export async function noteSilences(
  tx: Tx,
  { used, named }: { used: readonly string[]; named: readonly string[] },
  installation: string,
  now: Date,
): Promise<void> {
  if (used.length > 0)
    await tx.silenceUse.createMany({
      data: used.map((silence) => ({ installationId: installation, silence, heldAt: now })),
      skipDuplicates: true,
    });
  if (named.length > 0) await tx.silenceUse.deleteMany({ where: { installationId: installation, silence: { in: [...named] } } });
}
