import type { Issue, Tx } from "#lib/db/client.ts";
import { newestReport } from "#lib/db/record-report.ts";
import { remembered, standingFindings } from "#lib/db/record-verdict.ts";
import { letStand } from "./stand.ts";
import { teamVerdict } from "./team-verdict.ts";
import type { Tools } from "./tools.ts";

/** Judges an issue's newest report again: its signature remembers something else now, or another report became the newest. `by` is the person who said so. */
export async function judgeAgain(tools: Tools, tx: Tx, issue: Issue, by: string | null): Promise<void> {
  const { installationId } = issue;
  const kept = await newestReport(tx, issue);
  if (!kept) return;
  const memory = await remembered(tx, installationId, kept.signature, tools.clock());
  const findings = await standingFindings(tx, issue);
  const judged = { installationId, issue, report: kept.data, hash: kept.signature, findings, memory };
  await letStand(tools, tx, {
    recorded: { issue, isNew: false, was: null },
    report: { id: kept.id, data: kept.data, isOpen: kept.eventId === null },
    verdict: await teamVerdict(tools, tx, judged),
    occurrences: 0,
    by,
  });
}
