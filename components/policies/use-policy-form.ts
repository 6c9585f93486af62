"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { toast } from "sonner";
import type { NewerPolicy, Place, SavePolicy } from "./acts.ts";
import { type Draft, type DraftField, draftOf, emptyDraft, type SortedFaults } from "./draft.ts";

/** The fields in the order of the form; each is also the end of its element's id. */
const order: readonly DraftField[] = [
  "name",
  "enabled",
  "match",
  "groupBy",
  "to",
  "window",
  "repeat",
  "deadline",
  "again",
  "onResolve",
];
export const fieldId = (field: DraftField): string => `policy-${field}`;
const noFaults: SortedFaults = { fields: {}, others: [] };

interface Start {
  place: Place;
  draft: Draft;
  save: SavePolicy | null;
}

/** What the form knows: what is typed, on which version, what is wrong with it, and whether somebody was faster. */
export function usePolicyForm({ place: first, draft: begun, save }: Start) {
  const t = useTranslations();
  const router = useRouter();
  const [pending, start] = useTransition();
  const [place, setPlace] = useState(first);
  const [draft, setDraft] = useState(begun);
  const [faults, setFaults] = useState(noFaults);
  const [newer, setNewer] = useState<NewerPolicy | null>(null);
  const [note, setNote] = useState<string | null>(null);
  /** What was typed before the newer version was loaded over it. */
  const [aside, setAside] = useState<Draft | null>(null);
  useFirstFault(faults);

  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));

  function submit(): void {
    start(async () => {
      setNote(null);
      const outcome = await save?.(place, draft).catch(() => null);
      setFaults(outcome?.outcome === "invalid" ? outcome.faults : noFaults);
      setNewer(outcome?.outcome === "stale" ? outcome : null);
      if (!outcome) setNote(t("policyForm.unreachable"));
      if (outcome?.outcome !== "saved") return;
      const words = { name: draft.name.trim(), version: outcome.version };
      toast(t(place.at === null ? "policies.done.added" : "policies.done.saved", words));
      router.push("/policies");
    });
  }

  /** The newer version under the form: with its own text, or with what was typed. */
  function settle(choice: "load" | "keep"): void {
    if (!newer) return;
    const { version, at, policy } = newer;
    setPlace((now) => ({ version, at: now.at === null ? null : at, copyOf: now.at === null ? now.copyOf : null }));
    if (choice === "load") setAside(draft);
    if (choice === "load") setDraft(policy ? draftOf(policy) : emptyDraft);
    setNote(t(choice === "load" ? "policyForm.stale.loaded" : "policyForm.stale.kept", { version }));
    setNewer(null);
  }

  function bringBack(): void {
    if (aside) setDraft(aside);
    setAside(null);
  }
  return { draft, change, submit, pending, faults, newer, settle, note, canBringBack: aside !== null, bringBack };
}

/** After a refusal the focus is where the first mend is needed. */
function useFirstFault(faults: SortedFaults): void {
  useEffect(() => {
    const field = order.find((name) => faults.fields[name]);
    const place = field && document.getElementById(fieldId(field));
    const control = place?.matches("fieldset") ? place.querySelector<HTMLElement>("input") : place;
    if (control) control.focus();
    else if (faults.others.length > 0) document.getElementById("policy-problems")?.focus();
  }, [faults]);
}
