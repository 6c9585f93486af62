import type { Issue, Tx } from "#lib/db/client.ts";
import { wantAgain } from "#lib/db/gather.ts";
import { countedAtMost, countRecent, want } from "#lib/db/refinements.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { projectSettings } from "./projects.ts";
import { hasModels } from "./refine-targets.ts";
import type { Tools } from "./tools.ts";

/** Has a model asked about the signature of a provisional verdict, once however many errors share it. */
export async function wantRefinement(tools: Tools, tx: Tx, issue: Issue, verdict: Verdict): Promise<void> {
  if (!verdict.provisional || !(await mayAsk(tools, tx, issue))) return;
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

/** Whether there is a model, and the project lets it see its errors. */
async function mayAsk(tools: Tools, tx: Tx, { installationId, project }: Issue): Promise<boolean> {
  return (await hasModels(tools, tx)) && (await projectSettings(tools, installationId, project, tx)).use_llm;
}

const lookMs = 3_600_000;
const mostKnown = 10_000;
/** When each signature was looked at last, by this process: nobody needs to ask the database for every error. */
const looked = new WeakMap<object, Map<string, number>>();

/** Has what a model said of a signature checked again, once a day, while the signature goes on. */
export async function wantCheck(tools: Tools, tx: Tx, issue: Issue, verdict: Verdict): Promise<void> {
  if (verdict.tier !== "memory") return;
  const known = looked.get(tools.queue) ?? new Map<string, number>();
  looked.set(tools.queue, known);
  const now = tools.clock().getTime();
  const key = `${issue.installationId} ${verdict.signature}`;
  if (now - (known.get(key) ?? 0) < lookMs) return;
  if (known.size >= mostKnown) known.clear();
  known.set(key, now);
  if (!(await mayAsk(tools, tx, issue)) || !(await wantAgain(tx, issue.installationId, verdict.signature))) return;
  await tools.queue.send(tx, "refine", {}, { startAfterSeconds: tools.settings.LLM_FLUSH_SECONDS });
}
