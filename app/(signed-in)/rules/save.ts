import { orRefused } from "#app/refusal.ts";
import type { ChangeOutcome, Place, SaveOutcome, TrialOutcome } from "#components/rules/acts.ts";
import { type Change, changed } from "#components/rules/change.ts";
import { type Draft, newId, ruleOf, sortFaults } from "#components/rules/draft.ts";
import type { By } from "#lib/model/by.ts";
import { Busy } from "#lib/model/errors.ts";
import type { DocumentFault } from "#lib/model/policy.ts";
import { readInput } from "#lib/model/read-input.ts";
import type { TeamRule } from "#lib/model/rule.ts";
import { currentRules, rollBackRules, type SavedRules, saveRules } from "#lib/pipeline/rules.ts";
import { tryRules } from "#lib/pipeline/rules-try.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { ChangeInput, DaysInput, DraftInput, PlaceInput, VersionInput } from "./input.ts";

/** What a screen says of a save. */
const outcomeOf = (saved: SavedRules): ChangeOutcome =>
  saved.outcome === "invalid" ? saved : { outcome: saved.outcome, version: saved.version, by: saved.by };

const refusedChange = (errors: DocumentFault[]): ChangeOutcome => ({ outcome: "invalid", errors });
const refusedRule = (faults: DocumentFault[]) => {
  const others = faults.map(({ path, message }) => [path, message].filter(Boolean).join(": "));
  return { outcome: "invalid", faults: { fields: {}, others } } as const;
};

/** Makes one change to the list, on the version it was made for. */
export const changeList = (tools: Tools, version: unknown, change: unknown, by: By): Promise<ChangeOutcome> =>
  orRefused(() => listChanged(tools, readInput(VersionInput, version), readInput(ChangeInput, change), by), refusedChange);

/** Has an earlier version stand again. */
export const putBack = (tools: Tools, to: unknown, version: unknown, by: By): Promise<ChangeOutcome> =>
  orRefused(async () => {
    const places = { to: readInput(VersionInput, to), ifVersion: readInput(VersionInput, version) };
    return outcomeOf(await rollBackRules(tools, { ...places, by }));
  }, refusedChange);

async function listChanged(tools: Tools, version: number, change: Change, by: By): Promise<ChangeOutcome> {
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
export const saveOne = (tools: Tools, place: unknown, draft: unknown, by: By): Promise<SaveOutcome> =>
  orRefused(() => saved(tools, readInput(PlaceInput, place), readInput(DraftInput, draft), by), refusedRule);

async function saved(tools: Tools, place: Place, draft: Draft, by: By): Promise<SaveOutcome> {
  const standing = await currentRules(tools);
  if (standing.version !== place.version) return { outcome: "stale", version: standing.version, by: standing.by };
  const { rules, at } = laid(standing.rules, place, draft);
  const outcome = outcomeOf(await saveRules(tools, { input: { rules }, ifVersion: place.version, by }));
  if (outcome.outcome !== "invalid") return outcome;
  return { outcome: "invalid", faults: sortFaults(outcome.errors, at) };
}

/** What the rule would make of the errors of the last days, as it is typed and were it on. */
export const tryOne = (tools: Tools, place: unknown, draft: unknown, days: unknown): Promise<TrialOutcome> =>
  orRefused(
    () => tried(tools, readInput(PlaceInput, place), readInput(DraftInput, draft), readInput(DaysInput, days)),
    refusedRule,
  );

async function tried(tools: Tools, place: Place, draft: Draft, days: number): Promise<TrialOutcome> {
  const { rules, at, id } = laid((await currentRules(tools)).rules, place, {
    ...draft,
    name: draft.name.trim() || "new",
    enabled: true,
  });
  try {
    const done = await tryRules(tools, { rules, days });
    if (done.ok) return { outcome: "tried", trial: done.trial, rule: id };
    return { outcome: "invalid", faults: sortFaults(done.errors, at) };
  } catch (error) {
    if (error instanceof Busy) return { outcome: "busy" };
    throw error;
  }
}
