"use client";
import { useMemo, useState } from "react";
import type { SortedFaults, Value } from "./item.ts";
import { useFirstFault } from "./use-first-fault.ts";

/** Faults by the form's fields, the first of each, and those that no field can mend. */
export interface PlacedFaults {
  fields: Readonly<Record<string, string>>;
  others: SortedFaults["others"];
}

interface Kind {
  name: string;
  /** The field that edits a path of the item; null when none does. */
  fieldOf: (path: string) => string | null;
}

export const noFaults: SortedFaults = { inside: [], others: [] };

function byField({ fieldOf }: Kind, { inside, others }: SortedFaults): PlacedFaults {
  const found = inside.map((fault) => ({ ...fault, field: fieldOf(fault.path) }));
  const fields = found.toReversed().flatMap(({ field, message }) => (field === null ? [] : [[field, message] as const]));
  return { fields: Object.fromEntries(fields), others: [...others, ...found.filter(({ field }) => field === null)] };
}

/** What stands at a path such as `ladder[1].after`. */
function valueAt(value: unknown, path: string): unknown {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  return keys.reduce<unknown>(
    (inside, key) => (inside && typeof inside === "object" ? Reflect.get(inside, key) : undefined),
    value,
  );
}

/** What was typed anew since is no longer wrong, until somebody looks again. */
function notMended(fields: PlacedFaults["fields"], asked: Value, now: Value): PlacedFaults["fields"] {
  const same = ([path]: [string, string]): boolean => JSON.stringify(valueAt(asked, path)) === JSON.stringify(valueAt(now, path));
  return Object.fromEntries(Object.entries(fields).filter(same));
}

/** What an answer said is wrong with what is typed, as long as it is still so; each answer moves the focus to the first of it. */
export function useFaults(kind: Kind, typed: Value): { faults: PlacedFaults; told: (found: SortedFaults) => void } {
  const [{ found, of }, set] = useState({ found: noFaults, of: typed });
  const placed = useMemo(() => byField(kind, found), [kind, found]);
  useFirstFault(kind.name, placed);
  return {
    faults: { ...placed, fields: notMended(placed.fields, of, typed) },
    told: (next) => set({ found: next, of: typed }),
  };
}
