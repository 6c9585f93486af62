import type { Remembered } from "#lib/classify/judge.ts";
import { cleanAnswer } from "#lib/classify/model-words.ts";
import { promptVersion } from "#lib/classify/prompt.ts";
import { type Issue, type Tx, transaction } from "#lib/db/client.ts";
import { newestReport } from "#lib/db/record-report.ts";
import { remembered, rememberLlm, standingFindings } from "#lib/db/record-verdict.ts";
import { holdNewestOf } from "#lib/db/refined-issues.ts";
import { finish, passOn } from "#lib/db/refinements.ts";
import type { LlmMemory } from "#lib/model/llm-memory.ts";
import { redactText } from "#lib/report/redact.ts";
import type { Answered } from "./refine-turn.ts";
import { letStand } from "./stand.ts";
import { teamVerdict } from "./team-verdict.ts";
import type { Tools } from "./tools.ts";

/** Of a signature; others follow from memory. */
const issuesAtOnce = 5;

/** What a signature remembers after an answer: nothing that was known is lost to a model that does not know, or to a weaker one that says the same. */
export function memoryAfter({ item, answer, tier, model, doubted }: Answered, now: Date): { memory: LlmMemory; isNews: boolean } {
  const before = item.memory !== null && item.memory.category !== "unknown" ? item.memory : null;
  const at = now.toISOString();
  const isSame = before?.category === answer.category && (before.tier === tier || tier === "llm-fast") && !before.doubted;
  if (before && (isSame || answer.category === "unknown")) return { memory: { ...before, at }, isNews: false };
  const memory: LlmMemory = {
    ...cleanAnswer(answer, redactText),
    tier,
    model,
    prompt: promptVersion,
    at,
    also: before && before.tier !== tier && !before.doubted ? before.category : null,
    ...(doubted && { doubted }),
  };
  return { memory, isNews: true };
}

/** What is remembered of an answer that was given just now. */
export function saidNow(answered: Answered, now: Date): Remembered {
  const { should_retry, root_cause, fix_suggestion, ...rest } = memoryAfter(answered, now).memory;
  const words = { should_retry, root_cause, fix_suggestion };
  return { ...rest, words, answered: { model: answered.model, prompt: promptVersion } };
}

/** Lets the answer stand on an issue whose newest report has the signature; false when it has another by now. */
async function standOn(tools: Tools, tx: Tx, issue: Issue, answered: Answered, isPaid: boolean): Promise<boolean> {
  const { item, model, latencyMs } = answered;
  const { hash } = item;
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

interface Saving {
  claim: string;
  installationId: string;
  answered: readonly Answered[];
  /** Whether a stronger model can be asked about what is unsure. */
  passOn: (answered: Answered) => boolean;
}

/**
 * Keeps what a model said and lets it stand on the newest issues it is about: all of it in one transaction or none. What somebody
 * else has taken over meanwhile is left to him. Returns how many answers were kept.
 */
export async function saveAnswers(tools: Tools, { claim, installationId, answered, passOn: goesOn }: Saving): Promise<number> {
  const sorted = answered.toSorted((a, b) => (a.item.hash < b.item.hash ? -1 : 1));
  const hashesOf = (some: readonly Answered[]): string[] => some.map(({ item }) => item.hash);
  return transaction(tools.db, async (tx) => {
    const issues = await holdNewestOf(tx, installationId, hashesOf(sorted), issuesAtOnce);
    const mine = await finish(tx, claim, hashesOf(sorted.filter((one) => !goesOn(one))), "done", null);
    for (const one of sorted.filter(goesOn)) {
      const paid = memoryAfter(one, tools.clock()).isNews && one.answer.category !== "unknown" ? 0 : one.costMicros;
      if (await passOn(tx, claim, one.item.hash, paid)) mine.add(one.item.hash);
    }
    for (const each of sorted.filter(({ item }) => mine.has(item.hash))) {
      const { memory, isNews } = memoryAfter(each, tools.clock());
      await rememberLlm(tx, installationId, each.item.hash, memory);
      let isPaid = false;
      for (const issue of isNews ? issues.filter(({ signature }) => signature === each.item.hash) : [])
        isPaid = (await standOn(tools, tx, issue, each, isPaid)) || isPaid;
    }
    return mine.size;
  });
}
