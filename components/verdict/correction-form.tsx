"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { CategoryNames } from "#lib/model/preset.ts";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import type { CorrectionInput, Verdict } from "#lib/model/verdict.ts";
import { CategoryPicker } from "./category-picker.tsx";
import { SeverityMark } from "./severity-mark.tsx";

/** What can be chosen, in the order it is offered. */
export interface Choices {
  categories: readonly Category[];
  severities: readonly Severity[];
  /** What the categories are called where a preset is chosen. */
  names: CategoryNames | null;
}

interface Props {
  verdict: Verdict;
  choices: Choices;
  onSave: (input: CorrectionInput) => void;
  onCancel: () => void;
}

export function CorrectionForm({ verdict, choices, onSave, onCancel }: Props) {
  const t = useTranslations("correct");
  const [category, setCategory] = useState<Category | null>(null);
  const [severity, setSeverity] = useState<Severity | "keep">("keep");
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);
  const severities = choices.severities.map((value) => ({ value, label: <SeverityMark severity={value} /> }));

  function save(event: FormEvent): void {
    event.preventDefault();
    const changed = category !== null && category !== verdict.category && { category };
    const set = severity !== "keep" && { severity };
    if (changed || set) onSave({ ...changed, ...set, ...(reason.trim() && { reason: reason.trim() }) });
    else setMissing(true);
  }

  return (
    <form onSubmit={save} className="grid gap-4">
      <CategoryPicker
        offered={choices.categories}
        names={choices.names}
        current={verdict.category}
        chosen={category}
        onChoose={setCategory}
      />
      <Field id="correction-severity" label={t("severity")}>
        {({ id }) => (
          <Select
            id={id}
            value={severity}
            onChange={setSeverity}
            options={[{ value: "keep", label: t("severityKeep") }, ...severities]}
          />
        )}
      </Field>
      <Field id="correction-reason" label={t("reason")} hint={t("reasonHint")}>
        {(described) => (
          <Textarea {...described} rows={2} maxLength={2000} value={reason} onChange={({ target }) => setReason(target.value)} />
        )}
      </Field>
      <Actions problem={isMissing ? t("pickSomething") : null} onCancel={onCancel} />
    </form>
  );
}

function Actions({ problem, onCancel }: { problem: string | null; onCancel: () => void }) {
  const t = useTranslations("correct");
  return (
    <div className="flex flex-wrap items-center justify-end gap-2">
      <p role="alert" className="grow text-danger">
        {problem}
      </p>
      <Button look="quiet" onClick={onCancel}>
        {t("cancel")}
      </Button>
      <Button look="primary" type="submit">
        {t("save")}
      </Button>
    </div>
  );
}
