import { type LabelledTemplate, neighboursOf } from "#lib/classify/neighbours.ts";
import { systemPrompt } from "#lib/classify/prompt.ts";
import type { Item } from "./refine-items.ts";

/** Items that go into one call, with the message before them. */
export interface Group {
  items: Item[];
  system: string;
}

/** Text that gives orders cannot speak for its neighbours when it has none. */
const isOrder = ({ local }: Item): boolean => local.findings.includes("prompt_injection");

function parts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** Those of one language and one purse together, at most so many; those whose text gives orders each alone. */
export function groupsOf(items: readonly Item[], size: number, labelled: readonly LabelledTemplate[]): Group[] {
  const together = Map.groupBy(
    items.filter((item) => !isOrder(item)),
    ({ language, project, ownBudget }) => `${language} ${ownBudget ? project : ""}`,
  );
  const batches = [
    ...[...together.values()].flatMap((some) => parts(some, size)),
    ...items.filter(isOrder).map((item) => [item]),
  ];
  return batches.map((some) => {
    const language = some[0]?.language ?? "en";
    const examples = neighboursOf(
      some.map(({ template }) => template),
      labelled,
    );
    return { items: some, system: systemPrompt(language, examples) };
  });
}
