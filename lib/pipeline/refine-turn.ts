import type { LabelledTemplate } from "#lib/classify/neighbours.ts";
import { isUnsure, opinionOf } from "#lib/classify/trust.ts";
import { type Answers, askAll } from "#lib/llm/ask-all.ts";
import { LlmFailure } from "#lib/llm/failure.ts";
import type { LlmAnswer } from "#lib/model/llm-memory.ts";
import { LlmTier } from "#lib/model/spend.ts";
import { holds } from "#lib/policy/match.ts";
import { type Asking, asker } from "./ask-model.ts";
import { groupsOf } from "./refine-groups.ts";
import type { Item } from "./refine-items.ts";
import { isSet, isUsable, type Target } from "./refine-targets.ts";

/** What a model said of an item. */
export interface Answered {
  item: Item;
  answer: LlmAnswer;
  tier: LlmTier;
  model: string;
  costMicros: number;
  latencyMs: number;
  doubted: boolean;
  /** A stronger model is to be asked as well. */
  isUnsure: boolean;
}

/** Who keeps in mind how the models do. */
export interface Notes {
  /** Whether a model that was broken may be tried by this worker now. */
  mayTry(target: Target): Promise<boolean>;
  failed(target: Target, failure: LlmFailure): Promise<void>;
  /** It answered, with these labels; sets `doubt` when they are all the same. */
  answered(target: Target, labels: readonly string[]): Promise<void>;
}

export interface Shared extends Omit<Asking, "target" | "system"> {
  notes: Notes;
  labelled: readonly LabelledTemplate[];
}

export interface Turn extends Omit<Answers<Item>, "answers"> {
  answered: Answered[];
  /** No model of the tier is asked about their kind. */
  unfit: Item[];
}

const fits = ({ match }: Target, { subject }: Item, now: Date): boolean => match === null || holds(match, subject, now);

/** The models of a tier, those that are trusted first; where nobody is in the fast one, the strong ones do its work. */
export function tierOf(targets: readonly Target[], tier: LlmTier): Target[] {
  const set = targets.filter(isSet);
  const own = set.filter((one) => one.tier === tier);
  const asked = own.length > 0 || tier === "llm-strong" ? own : set;
  return asked.toSorted((a, b) => Number(a.doubt !== null) - Number(b.doubt !== null));
}

/** Whether the strong tier has somebody else to ask about an answer. */
export const canAskStronger = (targets: readonly Target[], { item, model }: Answered, now: Date): boolean =>
  targets.some((one) => one.tier === "llm-strong" && isSet(one) && one.model !== model && fits(one, item, now));

/** The tiers of which somebody may be asked now. */
export const askableTiers = (targets: readonly Target[], now: Date): LlmTier[] =>
  LlmTier.options.filter((tier) => tierOf(targets, tier).some((one) => isUsable(one, now)));

/** Nobody could be asked: all pause, or another worker tries whether one works again. */
const busy = new LlmFailure("throttled", "The models for it pause.", { code: "pause" });

/** Asks the models of a tier in their order, each about what it is meant for, until one answers. */
export async function askInTurn(asking: Shared, tier: LlmTier, items: readonly Item[]): Promise<Turn> {
  const { desk, notes, targets } = asking;
  const now = desk.clock();
  const set = tierOf(targets, tier);
  const unfit = items.filter((item) => !set.some((target) => fits(target, item, now)));
  const turn: Turn = {
    answered: [],
    silent: [],
    refused: [],
    unfit,
    failure: null,
    waiting: items.filter((item) => !unfit.includes(item)),
  };
  for (const target of set.filter((one) => isUsable(one, now))) {
    const mine = turn.waiting.filter((item) => fits(target, item, now));
    if (mine.length === 0 || turn.failure?.kind === "exhausted") continue;
    const told = (await notes.mayTry(target)) ? await askOne(asking, target, mine) : null;
    turn.failure = told ? told.failure : busy;
    if (!told) continue;
    turn.answered.push(...told.answered);
    turn.silent.push(...told.silent);
    turn.refused.push(...told.refused);
    turn.waiting = [...turn.waiting.filter((item) => !mine.includes(item)), ...told.waiting];
  }
  if (turn.waiting.length > 0) turn.failure ??= busy;
  return turn;
}

type One = Omit<Turn, "unfit">;

/** Others' errors can still be asked about. */
const isOnePurse = ({ kind, details }: LlmFailure): boolean =>
  kind === "exhausted" && details.code?.startsWith("project") === true;

async function askOne(asking: Shared, target: Target, items: readonly Item[]): Promise<One> {
  const { notes, desk, labelled } = asking;
  const all: One = { answered: [], silent: [], refused: [], failure: null, waiting: [] };
  const size = target.tier === "llm-strong" ? 1 : await desk.batchOf(target);
  for (const { items: some, system } of groupsOf(items, size, labelled)) {
    if (all.failure && !isOnePurse(all.failure)) {
      all.waiting.push(...some);
      continue;
    }
    const told = await askAll([some], asker({ ...asking, target, system }));
    all.answered.push(...some.flatMap((item) => answeredBy(asking, target, item, told.answers.get(item.id)) ?? []));
    all.silent.push(...told.silent);
    all.refused.push(...told.refused);
    all.waiting.push(...told.waiting);
    all.failure = told.failure ?? all.failure;
  }
  if (all.answered.length > 0 || !all.failure) await notes.answered(target, all.answered.map(labelOf));
  if (all.failure) await notes.failed(target, all.failure);
  for (const each of all.answered) judgeOf(each, target);
  return all;
}

function answeredBy({ bill }: Shared, { tier, model }: Target, item: Item, answer: LlmAnswer | undefined): Answered | null {
  if (!answer) return null;
  const costMicros = bill.micros.get(item.id) ?? 0;
  const latencyMs = bill.latencyMs.get(item.id) ?? 0;
  return { item, answer, tier, model, costMicros, latencyMs, doubted: false, isUnsure: false };
}

const labelOf = ({ answer: { category, severity, should_retry: retry } }: Answered): string =>
  `${category}/${severity}/${retry ? 1 : 0}`;

function judgeOf(answered: Answered, target: Target): void {
  const { item, answer, tier } = answered;
  answered.doubted = target.doubt !== null;
  const others = [opinionOf(item.local), item.memory?.category];
  answered.isUnsure = isUnsure({ tier, category: answer.category, doubted: answered.doubted }, others);
}
