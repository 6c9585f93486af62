"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { useLeft } from "#components/ui/use-left.ts";
import type { NewerItem, SaveItem } from "./acts.ts";
import type { Place, Value } from "./item.ts";
import { noFaults, useFaults } from "./use-faults.ts";

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

/** What is typed and on which version it stands, also when that is a newer one. */
function useTyped<Draft extends object>({ kind, place: first, draft: begun }: Start<Draft>) {
  const [place, setPlace] = useState(first);
  const [draft, setDraft] = useState(begun);
  const { left, settle, end } = useLeft({ place, draft }, JSON.stringify(draft) !== JSON.stringify(begun));
  /** What was typed before the newer version was loaded over it. */
  const [aside, setAside] = useState<Draft | null>(null);

  function onto({ version, at, value }: NewerItem, choice: "load" | "keep"): void {
    setPlace((now) => ({ ...now, version, at: now.at === null ? null : at, below: now.at === null ? now.below : null }));
    if (choice === "load") setAside(draft);
    if (choice === "load") setDraft(value ? kind.draftOf(value) : begun);
  }

  function bringBack(): void {
    if (aside) setDraft(aside);
    setAside(null);
  }
  /** What was left stands on the version on which it was typed: who saved meanwhile is told of then. */
  function bringLeft(): void {
    if (!left) return;
    setPlace(left.place);
    setDraft(left.draft);
    settle();
  }
  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  /** Where a new one is to stand. */
  const stand = (below: number | null): void => setPlace((now) => ({ ...now, below }));
  const kept = { isLeft: left !== null, bringLeft, forgetLeft: settle, end };
  return { place, draft, change, stand, onto, bringBack, canBringBack: aside !== null, ...kept };
}

/** What the form of an item knows: what is typed, on which version, what is wrong with it, and whether somebody was faster. */
export function useItemForm<Draft extends object>(given: Start<Draft>) {
  const { kind, save, done, saved } = given;
  const t = useTranslations("policyForm");
  const [pending, start] = useTransition();
  const { onto, ...typed } = useTyped(given);
  const { place, draft } = typed;
  const value = kind.valueOf(draft);
  const { faults, told } = useFaults(kind, value);
  const [newer, setNewer] = useState<NewerItem | null>(null);
  const [note, setNote] = useState<string | null>(null);

  function submit(): void {
    start(async () => {
      setNote(null);
      const outcome = await save?.(place, value).catch(() => null);
      told(outcome?.outcome === "invalid" ? outcome.faults : noFaults);
      setNewer(outcome?.outcome === "stale" ? outcome : null);
      if (!outcome) setNote(t("unreachable"));
      if (outcome?.outcome !== "saved") return;
      typed.end();
      toast(done(draft, outcome.version));
      saved();
    });
  }

  /** The newer version under the form: with its own text, or with what was typed. */
  function settle(choice: "load" | "keep"): void {
    if (!newer) return;
    onto(newer, choice);
    setNote(t(choice === "load" ? "stale.loaded" : "stale.kept", { version: newer.version }));
    setNewer(null);
  }
  return { ...typed, name: kind.name, mayEdit: save !== null, value, pending, faults, told, newer, note, submit, settle };
}

export type ItemForm<Draft extends object> = ReturnType<typeof useItemForm<Draft>>;
