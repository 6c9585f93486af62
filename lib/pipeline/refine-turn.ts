import { type Answers, askAll } from "#lib/llm/ask-all.ts";
import { type Asking, asker } from "./refine-ask.ts";
import { noteExhausted, noteFailure, noteWorks } from "./refine-fault.ts";
import { batchesOf, type Item } from "./refine-items.ts";
import type { Answered } from "./refine-save.ts";
import { isUsable, type Target } from "./refine-targets.ts";

type Turn = Omit<Answers<Item>, "answers"> & { answered: Answered[] };
type Shared = Omit<Asking, "target">;

/** Asks the models of the fast tier in their order until one answers, then a strong one about what stayed doubtful. */
export async function askInTurn(asking: Shared, items: readonly Item[]): Promise<Turn> {
  const { tools, targets } = asking;
  const usable = (tier: Target["tier"]): Target[] => targets.filter((one) => one.tier === tier && isUsable(one, tools.clock()));
  const fast = usable("llm-fast");
  const answered = new Map<string, Answered>();
  let last: Answers<Item> = { answers: new Map(), silent: [], failure: null, waiting: [...items] };
  const silent: Item[] = [];
  for (const target of fast.length > 0 ? fast : usable("llm-strong")) {
    if (last.waiting.length === 0 || last.failure?.kind === "exhausted") break;
    last = await askOne({ ...asking, target }, batchesOf(last.waiting), answered);
    silent.push(...last.silent);
  }
  const strong = usable("llm-strong").find(({ model }) => model !== [...answered.values()][0]?.model);
  const doubtful = items.filter((item) => isDoubtful(item, answered.get(item.id)));
  if (strong && doubtful.length > 0 && last.failure?.kind !== "exhausted")
    await askOne(
      { ...asking, target: strong },
      doubtful.map((item) => [item]),
      answered,
    );
  return { answered: [...answered.values()], silent, failure: last.failure, waiting: last.waiting };
}

/** The fast model does not know, or contradicts a rule. */
const isDoubtful = ({ local }: Item, said: Answered | undefined): boolean =>
  said !== undefined &&
  (said.answer.category === "unknown" || (local.tier === "rule" && local.category !== said.answer.category));

async function askOne(asking: Asking, batches: Item[][], into: Map<string, Answered>): Promise<Answers<Item>> {
  const { tools, target, bill } = asking;
  const told = await askAll(batches, asker(asking));
  for (const item of batches.flat()) {
    const answer = told.answers.get(item.id);
    const paid = { costMicros: bill.micros.get(item.id) ?? 0, latencyMs: bill.latencyMs.get(item.id) ?? 0 };
    if (answer) into.set(item.id, { hash: item.hash, answer, tier: target.tier, model: target.model, ...paid });
  }
  if (told.failure?.kind === "exhausted") await noteExhausted(tools, asking.installationId, told.failure);
  else if (told.failure) await noteFailure(tools, asking, told.failure);
  else await noteWorks(tools, target);
  return told;
}
