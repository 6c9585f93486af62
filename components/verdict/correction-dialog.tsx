"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import type { CorrectionInput, Verdict } from "#lib/model/verdict.ts";
import { CategoryPicker } from "./category-picker.tsx";
import { SeverityMark } from "./severity-mark.tsx";

/** What can be chosen, in the order it is offered. */
export interface Choices {
  categories: readonly Category[];
  severities: readonly Severity[];
}

interface Props {
  verdict: Verdict;
  choices: Choices;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onSave: (input: CorrectionInput) => void;
}

export function CorrectionDialog({ open, onOpenChange, ...form }: Props) {
  const t = useTranslations("correct");
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("description")}>
      <CorrectionForm {...form} onCancel={() => onOpenChange(false)} />
    </Dialog>
  );
}

function CorrectionForm({
  verdict,
  choices,
  onSave,
  onCancel,
}: Pick<Props, "verdict" | "choices" | "onSave"> & { onCancel: () => void }) {
  const t = useTranslations("correct");
  const [category, setCategory] = useState<Category | null>(null);
  const [severity, setSeverity] = useState<Severity | "keep">("keep");
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);

  function save(event: FormEvent): void {
    event.preventDefault();
    const changed = category !== null && category !== verdict.category;
    if (!changed && severity === "keep") setMissing(true);
    else
      onSave({
        ...(changed && { category }),
        ...(severity !== "keep" && { severity }),
        ...(reason.trim() && { reason: reason.trim() }),
      });
  }

  return (
    <form onSubmit={save} className="grid gap-4">
      <CategoryPicker offered={choices.categories} current={verdict.category} chosen={category} onChoose={setCategory} />
      <Field id="correction-severity" label={t("severity")}>
        {({ id }) => (
          <Select
            id={id}
            value={severity}
            onChange={setSeverity}
            options={[
              { value: "keep", label: t("severityKeep") },
              ...choices.severities.map((value) => ({ value, label: <SeverityMark severity={value} /> })),
            ]}
          />
        )}
      </Field>
      <Field id="correction-reason" label={t("reason")} hint={t("reasonHint")}>
        {(described) => (
          <Textarea {...described} rows={2} maxLength={2000} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="alert" className="grow text-danger">
          {missing && t("pickSomething")}
        </p>
        <Button look="quiet" onClick={onCancel}>
          {t("cancel")}
        </Button>
        <Button look="primary" type="submit">
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
