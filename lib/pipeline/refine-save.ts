import type { Remembered } from "#lib/classify/judge.ts";
import { cleanAnswer } from "#lib/classify/model-words.ts";
import { promptVersion } from "#lib/classify/prompt.ts";
import { type Issue, type Tx, transaction } from "#lib/db/client.ts";
import { newestReport } from "#lib/db/record-report.ts";
import { remembered, rememberLlm, standingFindings } from "#lib/db/record-verdict.ts";
import { holdNewestOf } from "#lib/db/refined-issues.ts";
import { finish } from "#lib/db/refinements.ts";
import type { LlmAnswer, LlmMemory } from "#lib/model/llm-memory.ts";
import type { LlmTier } from "#lib/model/spend.ts";
import { redactText } from "#lib/report/redact.ts";
import { letStand } from "./stand.ts";
import { teamVerdict } from "./team-verdict.ts";
import type { Tools } from "./tools.ts";

/** Of a signature; others follow from memory. */
const issuesAtOnce = 5;

export interface Answered {
  hash: string;
  answer: LlmAnswer;
  tier: LlmTier;
  model: string;
  costMicros: number;
  latencyMs: number;
}

const memoryOf = ({ answer, tier, model }: Answered, now: Date): LlmMemory => ({
  ...cleanAnswer(answer, redactText),
  tier,
  model,
  prompt: promptVersion,
  at: now.toISOString(),
});

/** Lets the answer stand on an issue whose newest report has the signature; false when it has another by now. */
async function standOn(tools: Tools, tx: Tx, issue: Issue, answered: Answered, isPaid: boolean): Promise<boolean> {
  const { hash, model, latencyMs } = answered;
  const kept = await newestReport(tx, issue);
  const memory = await remembered(tx, issue.installationId, hash, tools.clock());
  if (kept?.signature !== hash || memory === null) return false;
  const said: Remembered = memory.tier === "human" ? memory : { ...memory, answered: { model, prompt: promptVersion } };
  const findings = await standingFindings(tx, issue);
  const judged = { installationId: issue.installationId, issue, report: kept.data, hash, findings, memory: said };
  const verdict = await teamVerdict(tools, tx, judged);
  const paid = said.tier === "human" || isPaid ? 0 : answered.costMicros;
  await letStand(tools, tx, {
    recorded: { issue, isNew: false, was: null },
    report: { id: kept.id, data: kept.data, isOpen: kept.eventId === null },
    verdict: said.tier === "human" ? verdict : { ...verdict, cost_usd: paid / 1e6, latency_ms: latencyMs },
    occurrences: 0,
    by: null,
    costMicros: paid,
  });
  return true;
}

/**
 * Keeps what a model said and lets it stand on the newest issues it is about: all of it in one transaction or none. What somebody
 * else has taken over meanwhile is left to him. Returns how many answers were kept.
 */
export async function saveAnswers(
  tools: Tools,
  { claim, installationId, answered }: { claim: string; installationId: string; answered: readonly Answered[] },
): Promise<number> {
  const sorted = answered.toSorted((a, b) => (a.hash < b.hash ? -1 : 1));
  const hashes = sorted.map(({ hash }) => hash);
  return transaction(tools.db, async (tx) => {
    const issues = await holdNewestOf(tx, installationId, hashes, issuesAtOnce);
    const mine = await finish(tx, claim, hashes, "done", null);
    for (const each of sorted.filter(({ hash }) => mine.has(hash))) {
      await rememberLlm(tx, installationId, each.hash, memoryOf(each, tools.clock()));
      let isPaid = false;
      for (const issue of issues.filter(({ signature }) => signature === each.hash))
        isPaid = (await standOn(tools, tx, issue, each, isPaid)) || isPaid;
    }
    return mine.size;
  });
}
