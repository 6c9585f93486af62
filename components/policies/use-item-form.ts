"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState, useTransition } from "react";
import { toast } from "sonner";
import type { NewerItem, SaveItem } from "./acts.ts";
import type { Place, SortedFaults, Value } from "./item.ts";
import { useFirstFault } from "./use-first-fault.ts";

/** How one kind of item is typed, kept, and told where it is wrong. */
export interface ItemKind<Draft> {
  /** What the ids of its fields begin with. */
  name: string;
  /** What the newer version has, as it is typed. */
  draftOf: (value: unknown) => Draft;
  valueOf: (draft: Draft) => Value;
  /** The field that edits a path of the item; null when none does. */
  fieldOf: (path: string) => string | null;
}

interface Start<Draft> {
  kind: ItemKind<Draft>;
  place: Place;
  draft: Draft;
  save: SaveItem | null;
  /** Said when it is kept. */
  done: (draft: Draft, version: number) => string;
  /** What happens then. */
  saved: () => void;
}

const noFaults: SortedFaults = { inside: [], others: [] };

/** What the form of an item knows: what is typed, on which version, what is wrong with it, and whether somebody was faster. */
export function useItemForm<Draft extends object>({ kind, place: first, draft: begun, save, done, saved }: Start<Draft>) {
  const t = useTranslations("policyForm");
  const [pending, start] = useTransition();
  const [place, setPlace] = useState(first);
  const [draft, setDraft] = useState(begun);
  const [faults, setFaults] = useState(noFaults);
  const [newer, setNewer] = useState<NewerItem | null>(null);
  const [note, setNote] = useState<string | null>(null);
  /** What was typed before the newer version was loaded over it. */
  const [aside, setAside] = useState<Draft | null>(null);
  /** What the faults are of. */
  const [asked, setAsked] = useState<Value>({});
  const placed = useMemo(() => byField(kind, faults), [kind, faults]);
  useFirstFault(kind.name, placed);

  function told(found: SortedFaults): void {
    setAsked(kind.valueOf(draft));
    setFaults(found);
  }
  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));

  function submit(): void {
    start(async () => {
      setNote(null);
      const outcome = await save?.(place, kind.valueOf(draft)).catch(() => null);
      told(outcome?.outcome === "invalid" ? outcome.faults : noFaults);
      setNewer(outcome?.outcome === "stale" ? outcome : null);
      if (!outcome) setNote(t("unreachable"));
      if (outcome?.outcome !== "saved") return;
      toast(done(draft, outcome.version));
      saved();
    });
  }

  /** The newer version under the form: with its own text, or with what was typed. */
  function settle(choice: "load" | "keep"): void {
    if (!newer) return;
    const { version, at, value } = newer;
    setPlace((now) => ({ ...now, version, at: now.at === null ? null : at, below: now.at === null ? now.below : null }));
    if (choice === "load") setAside(draft);
    if (choice === "load") setDraft(value ? kind.draftOf(value) : begun);
    setNote(t(choice === "load" ? "stale.loaded" : "stale.kept", { version }));
    setNewer(null);
  }

  function bringBack(): void {
    if (aside) setDraft(aside);
    setAside(null);
  }
  /** Where a new one is to stand. */
  const stand = (below: number | null): void => setPlace((now) => ({ ...now, below }));
  const shown = { ...placed, fields: notMended(placed.fields, asked, kind.valueOf(draft)) };
  const values = { place, draft, pending, faults: shown, newer, note, canBringBack: aside !== null };
  return { ...values, change, submit, settle, bringBack, stand, told };
}

export type ItemForm<Draft extends object> = ReturnType<typeof useItemForm<Draft>>;

/** Faults by the form's fields, the first of each, and those that no field can mend. */
export interface PlacedFaults {
  fields: Readonly<Record<string, string>>;
  others: SortedFaults["others"];
}

function byField<Draft>({ fieldOf }: ItemKind<Draft>, { inside, others }: SortedFaults): PlacedFaults {
  const found = inside.map((fault) => ({ ...fault, field: fieldOf(fault.path) }));
  const fields = found.toReversed().flatMap(({ field, message }) => (field === null ? [] : [[field, message] as const]));
  return { fields: Object.fromEntries(fields), others: [...others, ...found.filter(({ field }) => field === null)] };
}

/** What stands at a path such as `ladder[1].after`. */
const valueAt = (value: unknown, path: string): unknown =>
  path.split(/[.[\]]+/).reduce<unknown>((inside, key) => {
    return key !== "" && inside && typeof inside === "object" ? Reflect.get(inside, key) : key === "" ? inside : undefined;
  }, value);

/** What was typed anew since is no longer wrong, until somebody looks again. */
function notMended(fields: PlacedFaults["fields"], asked: Value, now: Value): PlacedFaults["fields"] {
  const same = ([path]: [string, string]): boolean => JSON.stringify(valueAt(asked, path)) === JSON.stringify(valueAt(now, path));
  return Object.fromEntries(Object.entries(fields).filter(same));
}
