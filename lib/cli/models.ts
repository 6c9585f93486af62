import type { Remembered } from "#lib/classify/judge.ts";
import type { Language } from "#lib/model/language.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { askAbout } from "#lib/pipeline/ask-about.ts";
import { saidNow } from "#lib/pipeline/refine-save.ts";
import type { Answered } from "#lib/pipeline/refine-turn.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { instantVerdict, type Understood } from "#lib/pipeline/verdict.ts";
import { environment } from "./environment.ts";
import { type Judge, localVerdict } from "./judge.ts";
import { openPurse, type Purse, whyNobody } from "./purse.ts";

/** So many signatures are remembered in a run. */
const mostKnown = 10_000;

export interface Models {
  judge: Judge;
  /** Signatures that were asked about so far, and what that did cost. */
  sums(): { asked: number; micros: number };
}

/** Asks models about what is unsure, each signature once a run; the first verdict of an answer carries its cost. */
function modelsOf(purse: Purse, language: Language, onFailure: (sentence: string) => void): Models {
  const { targets, books, settings } = purse;
  const known = new Map<string, Remembered | null>();
  const sums = { asked: 0, micros: 0 };

  function remember(hash: string, said: Remembered | null): void {
    if (known.size >= mostKnown) known.delete(known.keys().next().value ?? "");
    known.set(hash, said);
  }

  async function ask(unsure: readonly Understood[]): Promise<Map<string, Answered>> {
    if (unsure.length === 0) return new Map();
    const options = { all: true, language, batch: settings.LLM_BATCH_SIZE, shared: books };
    const { answered, asked, failure } = await askAbout(unsure, targets, options);
    sums.asked += asked;
    if (failure) onFailure(failure);
    else for (const { signature } of unsure) remember(signature.hash, null);
    for (const [hash, one] of answered) {
      sums.micros += one.costMicros;
      remember(hash, one.answer.category === "unknown" ? null : saidNow(one, new Date()));
    }
    return new Map(answered);
  }

  const judge: Judge = async (reports) => {
    const local = reports.map((each) => localVerdict(each, language));
    const unsure = reports.filter((each, at) => isUnsure(local[at]) && !known.has(each.signature.hash));
    const said = await ask(unsure);
    return reports.map((each, at) => {
      const verdict = local[at] ?? new Error("it has no verdict");
      const { hash } = each.signature;
      const memory = known.get(hash);
      if (!memory || !isUnsure(verdict)) return verdict;
      const one = said.get(hash);
      said.delete(hash);
      return verdictBy(each, memory, one, language);
    });
  };
  return { judge, sums: () => sums };
}

const isUnsure = (verdict: Verdict | Error | undefined): boolean =>
  verdict !== undefined && !(verdict instanceof Error) && verdict.provisional;

/** By what a model said just now, or before in the run. */
function verdictBy(
  { report, findings, signature }: Understood,
  memory: Remembered,
  one: Answered | undefined,
  language: Language,
): Verdict {
  const { answered: _, ...remembered } = memory as Extract<Remembered, { answered?: unknown }>;
  const told = { hash: signature.hash, findings, memory: one ? memory : remembered, language };
  const verdict = instantVerdict(report, told);
  return one ? { ...verdict, cost_usd: one.costMicros / 1e6, latency_ms: one.latencyMs } : verdict;
}

type Opened = { models: Models; flushMs: number; close: () => Promise<void> } | { why: string };

/** The models that are set up, or why there are none. What goes wrong on the way is said once. */
export async function openModels(language: Language): Promise<Opened> {
  const settings = readSettings(environment());
  const purse = await openPurse(settings);
  const why = whyNobody(purse.targets);
  if (why !== null) {
    await purse.close();
    return { why };
  }
  const said = new Set<string>();
  const models = modelsOf(purse, language, (sentence) => {
    if (!said.has(sentence)) console.error(`verdict: ${sentence} What was not asked about keeps the local verdict.`);
    said.add(sentence);
  });
  return { models, flushMs: settings.LLM_FLUSH_SECONDS * 1000, close: purse.close };
}
