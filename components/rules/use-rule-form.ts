"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState, useTransition } from "react";
import { toast } from "sonner";
import { useLeft } from "#components/ui/use-left.ts";
import type { Place, SaveRule } from "./acts.ts";
import type { Draft, DraftField, SortedFaults } from "./draft.ts";

const order: readonly DraftField[] = ["name", "query", "decides"];
export const fieldId = (field: DraftField): string => `rule-${field}`;
const noFaults: SortedFaults = { fields: {}, others: [] };

interface Start {
  place: Place;
  draft: Draft;
  save: SaveRule | null;
}

/** What is typed and on which version it stands, also what was left unsaved. */
function useTyped({ place: first, draft: begun }: Pick<Start, "place" | "draft">) {
  const [place, setPlace] = useState(first);
  const [draft, setDraft] = useState(begun);
  const { left, settle, end } = useLeft({ place, draft }, JSON.stringify(draft) !== JSON.stringify(begun));
  const change = (part: Partial<Draft>): void => setDraft((now) => ({ ...now, ...part }));
  const onto = (version: number): void => setPlace((now) => ({ ...now, version }));
  /** What was left stands on the version on which it was typed: who saved meanwhile is told of then. */
  function bringLeft(): void {
    if (!left) return;
    setPlace(left.place);
    setDraft(left.draft);
    settle();
  }
  return { place, draft, change, onto, isLeft: left !== null, bringLeft, forgetLeft: settle, end };
}

/** What is wrong with what is typed: what is typed anew is no longer wrong, until somebody looks again. */
function useFaults() {
  const [told, setTold] = useState(noFaults);
  const [mended, setMended] = useState<readonly DraftField[]>([]);
  useFirstFault(told);
  function answered(faults: SortedFaults): void {
    setTold(faults);
    setMended([]);
  }
  const mend = (part: Partial<Draft>): void => setMended((now) => [...new Set([...now, ...Object.keys(part).map(fieldOf)])]);
  const fields = Object.fromEntries(Object.entries(told.fields).filter(([name]) => !mended.some((field) => field === name)));
  return { faults: { ...told, fields }, answered, mend };
}

/** What the form knows: what is typed, on which version, and what is wrong with it. */
export function useRuleForm(given: Start) {
  const t = useTranslations("rules");
  const router = useRouter();
  const [pending, start] = useTransition();
  const { onto, ...typed } = useTyped(given);
  const { faults, answered, mend } = useFaults();
  const [note, setNote] = useState<string | null>(null);
  const { place, draft } = typed;

  function change(part: Partial<Draft>): void {
    typed.change(part);
    mend(part);
  }

  function submit(): void {
    start(async () => {
      const outcome = await given.save?.(place, draft).catch(() => null);
      answered(outcome?.outcome === "invalid" ? outcome.faults : noFaults);
      setNote(null);
      if (!outcome) setNote(t("form.unreachable"));
      if (outcome?.outcome === "stale") {
        onto(outcome.version); // nobody's change is lost: this rule alone is laid over the newer list, once its person says so
        setNote(t("form.stale", { name: outcome.by, version: outcome.version }));
      }
      if (outcome?.outcome !== "saved") return;
      typed.end();
      toast(t(place.id === null ? "done.added" : "done.saved", { name: draft.name.trim(), version: outcome.version }));
      router.push("/rules");
    });
  }
  return { ...typed, change, submit, pending, faults, answered, note };
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
