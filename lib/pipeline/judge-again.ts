import { z } from "zod";
import type { Issue, Tx } from "#lib/db/client.ts";
import { newestReport } from "#lib/db/record-report.ts";
import { appendVerdict, remembered } from "#lib/db/record-verdict.ts";
import { Finding } from "#lib/model/verdict.ts";
import { instantVerdict } from "./verdict.ts";

/** Judges an issue's newest report again: its signature remembers something else now, or another report became the newest. */
export async function judgeAgain(tx: Tx, issue: Issue, now: Date): Promise<void> {
  const kept = await newestReport(tx, issue);
  if (!kept) return;
  const memory = await remembered(tx, issue.installationId, kept.signature);
  const standing = issue.verdictId
    ? await tx.verdict.findUnique({ where: { id: issue.verdictId }, select: { findings: true } })
    : null;
  const findings = z.array(Finding).catch([]).parse(standing?.findings);
  await appendVerdict(
    tx,
    issue,
    { id: kept.id, isOpen: kept.eventId === null },
    instantVerdict(kept.data, { hash: kept.signature, findings, memory }),
    now,
  );
}
