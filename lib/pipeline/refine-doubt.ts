import { transaction } from "#lib/db/client.ts";
import { wantOthers } from "#lib/db/gather.ts";
import { noteState } from "#lib/db/llm-models.ts";
import { doubtLast, forgetDoubt } from "#lib/db/record-verdict.ts";
import { holdNewestOf } from "#lib/db/refined-issues.ts";
import { drifting } from "#lib/llm/drift.ts";
import { judgeAgain } from "./judge-again.ts";
import { isSet, type Target } from "./refine-targets.ts";
import type { Tools } from "./tools.ts";

const hashesAtOnce = 10;
const issuesEach = 5;

/** The models that are set up, and whose errors they were asked about. */
export interface Among {
  targets: readonly Target[];
  installationId: string;
}

/** Takes back the trust in what a model said lately: its verdicts are provisional again, and another model is asked where there is one. */
export async function doubtAnswers(tools: Tools, { model }: Target, { targets, installationId }: Among): Promise<void> {
  const others = targets.filter((one) => isSet(one) && one.model !== model && one.doubt === null);
  const tier = others.some((one) => one.tier === "llm-fast") ? "llm-fast" : "llm-strong";
  const hashes = await transaction(tools.db, async (tx) => {
    const doubted = await doubtLast(tx, installationId, model, drifting);
    if (others.length > 0) await wantOthers(tx, installationId, doubted, tier);
    return doubted;
  });
  for (let from = 0; from < hashes.length; from += hashesAtOnce)
    await transaction(tools.db, async (tx) => {
      const some = hashes.slice(from, from + hashesAtOnce);
      for (const issue of await holdNewestOf(tx, installationId, some, issuesEach)) await judgeAgain(tools, tx, issue, null);
    });
}

/** Somebody has looked: what it said is trusted, and so is what it will say. */
export async function trustAgain(tools: Tools, target: Target): Promise<void> {
  if (target.doubt === null) return;
  await transaction(tools.db, async (tx) => {
    await noteState(tx, target.place, { doubt: null, lately: "" }, tools.clock());
    await forgetDoubt(tx, target.model);
  });
}
