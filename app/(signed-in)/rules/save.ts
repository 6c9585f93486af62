import type { ChangeOutcome, Place, SaveOutcome, TrialOutcome } from "#components/rules/acts.ts";
import { type Change, changed } from "#components/rules/change.ts";
import { type Draft, newId, ruleOf, type SortedFaults, sortFaults } from "#components/rules/draft.ts";
import type { By } from "#lib/model/by.ts";
import { Busy } from "#lib/model/errors.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import { currentRules, type SavedRules, saveRules } from "#lib/pipeline/rules.ts";
import { tryRules } from "#lib/pipeline/rules-try.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { parseQuery } from "#lib/query/parse.ts";

/** What a screen says of a save. */
export const outcomeOf = (saved: SavedRules): ChangeOutcome =>
  saved.outcome === "invalid" ? saved : { outcome: saved.outcome, version: saved.version, by: saved.by };

/** Makes one change to the list, on the version it was made for. */
export async function changeList(tools: Tools, version: number, change: Change, by: By): Promise<ChangeOutcome> {
  const standing = await currentRules(tools);
  if (standing.version !== version) return { outcome: "stale", version: standing.version, by: standing.by };
  const rules = changed(standing.rules, change);
  if (!rules) return { outcome: "invalid", errors: [{ path: change.id, message: "stays as it is." }] };
  return outcomeOf(await saveRules(tools, { input: { rules }, ifVersion: version, by }));
}

interface Laid {
  rules: object[];
  at: number;
  id: string;
}

/** The rules with what is typed in the place of the one it edits, or as the last. */
function laid(rules: readonly TeamRule[], place: Place, draft: Draft): Laid {
  const at = place.id === null ? -1 : rules.findIndex(({ id }) => id === place.id);
  const ids = rules.map(({ id }) => id);
  const id = place.id ?? newId(draft.name, ids);
  const rule = ruleOf(id, draft);
  return at === -1 ? { rules: [...rules, rule], at: rules.length, id } : { rules: rules.with(at, rule as TeamRule), at, id };
}

/** Keeps one rule as typed; the others stay as they are. */
export async function saveOne(tools: Tools, place: Place, draft: Draft, by: By): Promise<SaveOutcome> {
  const standing = await currentRules(tools);
  if (standing.version !== place.version) return { outcome: "stale", version: standing.version, by: standing.by };
  const { rules, at } = laid(standing.rules, place, draft);
  const outcome = outcomeOf(await saveRules(tools, { input: { rules }, ifVersion: place.version, by }));
  if (outcome.outcome !== "invalid") return outcome;
  return { outcome: "invalid", faults: withQueryFault(sortFaults(outcome.errors, at), draft.query) };
}

/** What the rule would make of the errors of the last days, as it is typed and were it on. */
export async function tryOne(tools: Tools, place: Place, draft: Draft, days: number): Promise<TrialOutcome> {
  const { rules, at, id } = laid((await currentRules(tools)).rules, place, {
    ...draft,
    name: draft.name.trim() || "new",
    enabled: true,
  });
  try {
    const tried = await tryRules(tools, { rules, days });
    if (tried.ok) return { outcome: "tried", trial: tried.trial, rule: id };
    return { outcome: "invalid", faults: withQueryFault(sortFaults(tried.errors, at), draft.query) };
  } catch (error) {
    if (error instanceof Busy) return { outcome: "busy" };
    throw error;
  }
}

/** A list of the wrong form is refused before its queries are read; the form says both at once. */
function withQueryFault({ fields, others }: SortedFaults, query: string): SortedFaults {
  const parsed = parseQuery(query);
  const fault = parsed.ok ? undefined : `at character ${parsed.fault.at + 1}: ${parsed.fault.message}`;
  return { fields: fault === undefined ? fields : { query: fault, ...fields }, others };
}
