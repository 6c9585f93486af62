"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { toast } from "sonner";
import type { Place, SaveRule } from "./acts.ts";
import type { Draft, DraftField, SortedFaults } from "./draft.ts";

const order: readonly DraftField[] = ["name", "query", "decides"];
export const fieldId = (field: DraftField): string => `rule-${field}`;
const noFaults: SortedFaults = { fields: {}, others: [] };

/** What the form knows: what is typed, on which version, and what is wrong with it. */
export function useRuleForm({ place: first, draft: begun, save }: { place: Place; draft: Draft; save: SaveRule | null }) {
  const t = useTranslations("rules");
  const router = useRouter();
  const [pending, start] = useTransition();
  const [place, setPlace] = useState(first);
  const [draft, setDraft] = useState(begun);
  const [told, setTold] = useState(noFaults);
  const [mended, setMended] = useState<readonly DraftField[]>([]);
  const [note, setNote] = useState<string | null>(null);
  useFirstFault(told);

  /** What is typed anew is no longer wrong, until somebody looks again. */
  function change(part: Partial<Draft>): void {
    setDraft((now) => ({ ...now, ...part }));
    setMended((now) => [...new Set([...now, ...Object.keys(part).map(fieldOf)])]);
  }

  function answered(faults: SortedFaults): void {
    setTold(faults);
    setMended([]);
  }

  function submit(): void {
    start(async () => {
      const outcome = await save?.(place, draft).catch(() => null);
      answered(outcome?.outcome === "invalid" ? outcome.faults : noFaults);
      setNote(null);
      if (!outcome) setNote(t("form.unreachable"));
      if (outcome?.outcome === "stale") {
        // Nobody's change is lost: this rule alone is laid over the newer list, once its person says so.
        setPlace((now) => ({ ...now, version: outcome.version }));
        setNote(t("form.stale", { name: outcome.by, version: outcome.version }));
      }
      if (outcome?.outcome !== "saved") return;
      toast(t(place.id === null ? "done.added" : "done.saved", { name: draft.name.trim(), version: outcome.version }));
      router.push("/rules");
    });
  }
  const fields = Object.fromEntries(Object.entries(told.fields).filter(([name]) => !mended.some((field) => field === name)));
  return { place, draft, change, submit, pending, faults: { ...told, fields }, answered, note };
}

const fieldOf = (part: string): DraftField => (part === "name" || part === "query" ? part : "decides");

/** After a refusal the focus is where the first mend is needed. */
function useFirstFault(faults: SortedFaults): void {
  useEffect(() => {
    const field = order.find((name) => faults.fields[name]);
    const found = field && document.getElementById(fieldId(field));
    const control = found?.matches("fieldset") ? found.querySelector<HTMLElement>("input, select") : found;
    if (control) control.focus();
    else if (faults.others.length > 0) document.getElementById("rule-problems")?.focus();
  }, [faults]);
}
