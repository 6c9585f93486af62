import type { LlmAnswer } from "#lib/model/llm-memory.ts";
import { LlmFailure } from "./failure.ts";
import type { Sorted } from "./wire.ts";

/** `cut`: it ended too soon. `useless`: no answer to what was asked. `refusal`: the model would not. */
export type Outcome = "ok" | "cut" | "useless" | "refusal";

export type Told = Omit<Sorted, "strangers"> & { outcome: Outcome };

/** The only way out: asks about these items, once. Throws LlmFailure. */
export type Ask<I> = (items: readonly I[]) => Promise<Told>;

export interface Answers<I> {
  answers: Map<string, LlmAnswer>;
  /** What nothing usable was said of. */
  silent: I[];
  /** Of these what the model would not speak of. */
  refused: I[];
  /** What ended the asking before all were asked, and who was not asked because of it. */
  failure: LlmFailure | null;
  waiting: I[];
}

interface Round<I> {
  items: readonly I[];
  /** How often these were asked about before. */
  asked: number;
}

/** No item is asked about more often. */
const most = 4;

const halves = <I>({ items, asked }: Round<I>): Round<I>[] => {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)].map((half) => ({ items: half, asked: asked + 1 }));
};
const alone = <I>(items: readonly I[], asked: number): Round<I>[] => items.map((item) => ({ items: [item], asked: asked + 1 }));

/** What to ask next after an answer that was not whole; nothing, when asking again cannot help. */
function nextRounds<I extends { id: string }>(round: Round<I>, { outcome, again }: Told): Round<I>[] {
  const { items, asked } = round;
  if (asked + 1 >= most) return [];
  if (outcome === "cut") return items.length > 1 ? halves(round) : [];
  if (outcome === "refusal") return items.length > 1 ? alone(items, asked) : [];
  if (outcome === "useless") return asked === 0 ? [{ items, asked: 1 }] : [];
  const missing = items.filter(({ id }) => again.includes(id));
  return items.length > 1 || asked === 0 ? alone(missing, asked) : [];
}

/** Asks about the batches, and again, smaller or alone, for what came back missing, doubled, cut or refused. */
export async function askAll<I extends { id: string }>(batches: readonly (readonly I[])[], ask: Ask<I>): Promise<Answers<I>> {
  const answers = new Map<string, LlmAnswer>();
  const rounds: Round<I>[] = batches.map((items) => ({ items, asked: 0 }));
  let failure: LlmFailure | null = null;
  const waiting: I[] = [];
  const refused = new Set<I>();
  for (let round = rounds.shift(); round; round = rounds.shift()) {
    try {
      const told = await ask(round.items);
      for (const [id, answer] of told.good) answers.set(id, answer);
      if (told.outcome === "refusal" && round.items.length === 1) for (const item of round.items) refused.add(item);
      rounds.push(...nextRounds(round, told));
    } catch (error) {
      if (!(error instanceof LlmFailure)) throw error;
      if (error.kind === "tooLong" && round.asked + 1 < most) rounds.push(...(round.items.length > 1 ? halves(round) : []));
      else if (error.kind !== "tooLong") {
        failure = error;
        waiting.push(...round.items, ...rounds.splice(0).flatMap(({ items }) => items));
      }
    }
  }
  const all = batches.flat();
  const silent = all.filter((item) => !answers.has(item.id) && !waiting.includes(item));
  return { answers, failure, waiting, silent, refused: silent.filter((item) => refused.has(item)) };
}
