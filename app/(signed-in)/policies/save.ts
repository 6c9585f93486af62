import { orRefused } from "#app/refusal.ts";
import type { ChangeOutcome, SaveOutcome } from "#components/policies/acts.ts";
import { type Change, changed as listChanged } from "#components/policies/change.ts";
import { laid, type Place, type Value, without } from "#components/policies/item.ts";
import { usersOfCalendar, usersOfChannel } from "#components/policies/uses.ts";
import { policiesOfVersion } from "#lib/db/policy-history.ts";
import type { By } from "#lib/model/by.ts";
import type { DocumentFault, PolicyDocument, PolicySpec } from "#lib/model/policy.ts";
import { readInput } from "#lib/model/read-input.ts";
import { currentPolicies, type Saved, savePolicies } from "#lib/pipeline/policies.ts";
import { rollBackPolicies } from "#lib/pipeline/policy-versions.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { faultsOf, isFault, withEnd } from "./document.ts";
import { ChangeInput, PlaceInput, ValueInput, VersionInput } from "./input.ts";

/** What a screen says of a save of the whole document. */
export async function outcomeOf(tools: Tools, saved: Saved): Promise<ChangeOutcome> {
  if (saved.outcome === "invalid") return saved;
  if (saved.outcome === "saved") return { outcome: "saved", version: saved.version, removed: null };
  return { outcome: "stale", version: saved.version, by: (await currentPolicies(tools)).by };
}

interface Made {
  version: number;
  make: (standing: PolicyDocument) => Record<string, unknown> | { path: string; message: string };
  by: By;
}

/** Changes the document on the version it was made for. */
async function change(tools: Tools, { version, make, by }: Made): Promise<ChangeOutcome> {
  const standing = await currentPolicies(tools);
  if (standing.version !== version) return { outcome: "stale", version: standing.version, by: standing.by };
  const document = make(standing.document);
  if (isFault(document)) return { outcome: "invalid", errors: [document] };
  return outcomeOf(tools, await savePolicies(tools, { document, ifVersion: version, by }));
}

const refusedChange = (errors: DocumentFault[]): ChangeOutcome => ({ outcome: "invalid", errors });
const refusedItem = (others: DocumentFault[]): SaveOutcome => ({ outcome: "invalid", faults: { inside: [], others } });

/** Makes one change to the list of policies. */
export const changeList = (tools: Tools, version: unknown, wanted: unknown, by: By): Promise<ChangeOutcome> =>
  orRefused(() => changed(tools, readInput(VersionInput, version), readInput(ChangeInput, wanted), by), refusedChange);

async function changed(tools: Tools, version: number, wanted: Change, by: By): Promise<ChangeOutcome> {
  let removed: { at: number; policy: PolicySpec } | null = null;
  const outcome = await change(tools, {
    version,
    by,
    make: (document) => {
      const policies = listChanged(document, wanted);
      if (!policies) return { path: wanted.kind === "restore" ? "policies" : wanted.name, message: "stays as it is." };
      if (wanted.kind === "delete") removed = placed(document, wanted.name);
      return { ...document, policies };
    },
  });
  return outcome.outcome === "saved" ? { ...outcome, removed } : outcome;
}

function placed({ policies }: PolicyDocument, wanted: string): { at: number; policy: PolicySpec } | null {
  const at = policies.findIndex(({ name }) => name === wanted);
  const policy = policies[at];
  return policy ? { at, policy } : null;
}

/** How many opening messages a channel gets in an hour. */
export const saveHourly = (tools: Tools, version: unknown, hourly: unknown, by: By): Promise<ChangeOutcome> =>
  orRefused(async () => {
    const make = (document: object): Record<string, unknown> => ({ ...document, hourly: hourly ?? null });
    return change(tools, { version: readInput(VersionInput, version), make, by });
  }, refusedChange);

/** Has an earlier version stand again. */
export const putBack = (tools: Tools, to: unknown, version: unknown, by: By): Promise<ChangeOutcome> =>
  orRefused(async () => {
    const wanted = { to: readInput(VersionInput, to), ifVersion: readInput(VersionInput, version), by };
    return outcomeOf(tools, await rollBackPolicies(tools, wanted));
  }, refusedChange);

const users = { calendars: usersOfCalendar, channels: usersOfChannel };

/** Takes a calendar or a channel out of the document; one that something names stays, and who names it is said. */
export const removeOne = (tools: Tools, place: unknown, by: By): Promise<ChangeOutcome> =>
  orRefused(async () => removed(tools, readInput(PlaceInput, place), by), refusedChange);

function removed(tools: Tools, place: Place, by: By): Promise<ChangeOutcome> {
  const make = (document: PolicyDocument) => {
    const { part, at } = place;
    const item = part === "calendars" || part === "channels" ? document[part][at ?? -1] : undefined;
    if (!item || (part !== "calendars" && part !== "channels")) return { path: part, message: "There is nothing to take away." };
    const names = users[part](document, item.name).map(({ name }) => name);
    return names.length > 0 ? { path: part, message: `It is used by ${names.join(", ")}.` } : without(document, place);
  };
  return change(tools, { version: place.version, make, by });
}

/** Keeps one item as typed; nothing else of the document is touched, but for its name where others say it. */
export const saveOne = (tools: Tools, place: unknown, typed: unknown, by: By): Promise<SaveOutcome> =>
  orRefused(() => saved(tools, readInput(PlaceInput, place), readInput(ValueInput, typed), by), refusedItem);

async function saved(tools: Tools, place: Place, typed: Value, by: By): Promise<SaveOutcome> {
  const standing = await currentPolicies(tools);
  if (standing.version !== place.version) return stale(tools, place, typed);
  const value = withEnd(typed, tools.clock());
  if (isFault(value)) return { outcome: "invalid", faults: { inside: [value], others: [] } };
  const document = laid(standing.document, place, value);
  const done = await savePolicies(tools, { document, ifVersion: place.version, by });
  if (done.outcome === "invalid") return { outcome: "invalid", faults: faultsOf(done.errors, standing.document, place) };
  return done.outcome === "stale" ? stale(tools, place, typed) : { outcome: "saved", version: done.version };
}

/** What an item is known by from version to version. */
const keyOf = (item: object | undefined): unknown => item && (Reflect.get(item, "id") ?? Reflect.get(item, "name"));

/** What became of the edited item in the version that stands now. */
async function stale(tools: Tools, { part, version, at: edited }: Place, typed: Value): Promise<SaveOutcome> {
  const now = await currentPolicies(tools);
  const before = edited === null ? undefined : (await policiesOfVersion(tools.db, version))?.[part][edited];
  const list: readonly object[] = now.document[part];
  const at = list.findIndex((item) => keyOf(item) === keyOf(before ?? typed));
  const value = edited === null ? null : (list[at] ?? null);
  const isChanged = edited !== null && JSON.stringify(value) !== JSON.stringify(before);
  return { outcome: "stale", version: now.version, by: now.by, at: value ? at : null, value, changed: isChanged };
}
