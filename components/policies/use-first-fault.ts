"use client";
import { useEffect } from "react";
import { fieldId, problemsId } from "./field-id.ts";
import type { PlacedFaults } from "./use-faults.ts";

const isBefore = (a: Node, b: Node): boolean => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;

/** After a refusal the focus is where the first mend is needed, as the form reads. */
export function useFirstFault(form: string, faults: PlacedFaults): void {
  useEffect(() => {
    const places = Object.keys(faults.fields).flatMap((field) => document.getElementById(fieldId(form, field)) ?? []);
    const [first] = places.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
    const control = first?.matches("fieldset") ? first.querySelector<HTMLElement>("input, select, textarea") : null;
    if (first) (control ?? first).focus();
    else if (faults.others.length > 0) document.getElementById(problemsId(form))?.focus();
  }, [form, faults]);
}
