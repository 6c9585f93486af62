import type { PromptItem } from "#lib/classify/prompt.ts";
import { reportById } from "#lib/db/record-report.ts";
import { type Claimed, examplesOf } from "#lib/db/refinements.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { type Excerpt, excerpt } from "#lib/report/excerpt.ts";
import type { Tools } from "./tools.ts";
import { instantVerdict } from "./verdict.ts";

/** A signature as a model is asked about it. */
export interface Item extends PromptItem {
  hash: string;
  project: string | null;
  error: Excerpt;
  /** What rules alone say. */
  local: Verdict;
  isCut?: true;
}

/** The least that still says what it is, for a model whose window is too small even for one error. */
export function cutHarder({ error: { type, message, status, code }, ...item }: Item): Item {
  const error = {
    ...(type && { type }),
    message: message.slice(0, 150).toWellFormed(),
    ...(status && { status }),
    ...(code && { code }),
  };
  return { ...item, error, isCut: true };
}

/** What to ask about the claimed signatures; one whose reports are gone is left out. */
export async function itemsOf({ db }: Tools, claimed: readonly Claimed[]): Promise<Item[]> {
  const [first] = claimed;
  if (!first) return [];
  const examples = await examplesOf(
    db,
    first.installationId,
    claimed.map(({ hash }) => hash),
  );
  const items: Item[] = [];
  for (const { hash, reportId, project } of examples) {
    const kept = await reportById(db, reportId);
    if (kept?.signature !== hash) continue;
    const local = instantVerdict(kept.data, { hash, findings: [], memory: null });
    items.push({ id: `e${items.length + 1}`, hash, project, local, error: excerpt(kept.data) });
  }
  return items;
}

/** Those whose text gives orders are asked about alone, so that they cannot speak for their neighbours. */
export function batchesOf(items: readonly Item[]): Item[][] {
  const isOrder = ({ local }: Item): boolean => local.findings.includes("prompt_injection");
  const quiet = items.filter((item) => !isOrder(item));
  return [...(quiet.length > 0 ? [quiet] : []), ...items.filter(isOrder).map((item) => [item])];
}
