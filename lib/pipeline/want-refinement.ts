import type { Issue, Tx } from "#lib/db/client.ts";
import { countedAtMost, countRecent, want } from "#lib/db/refinements.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { hasModels } from "./refine-targets.ts";
import type { Tools } from "./tools.ts";

/** Has a model asked about the signature of a provisional verdict, once however many errors share it. */
export async function wantRefinement(tools: Tools, tx: Tx, issue: Issue, verdict: Verdict): Promise<void> {
  if (!verdict.provisional || !(await hasModels(tools, tx))) return;
  const urgent = severityRank(verdict.severity) <= severityRank("high"); // an alert waits for it
  const wanted = {
    installationId: issue.installationId,
    hash: verdict.signature,
    issueId: issue.id,
    urgent,
    severityRank: severityRank(verdict.severity),
  };
  if (!(await want(tx, wanted))) return;
  const { LLM_BATCH_SIZE: batch, LLM_FLUSH_SECONDS: seconds } = tools.settings;
  if (urgent) return tools.queue.send(tx, "refine", {}, { priority: 10 });
  const recent = await countRecent(tx, seconds);
  if (recent % batch === 0 && recent < countedAtMost) await tools.queue.send(tx, "refine", {});
  else if (recent <= 1) await tools.queue.send(tx, "refine", {}, { startAfterSeconds: seconds }); // the first of a batch has it flushed
}
