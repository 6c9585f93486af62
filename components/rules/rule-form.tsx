"use client";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import type { Offer } from "#components/issues/vocabulary.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { FormButtons } from "#components/ui/form-buttons.tsx";
import { LeftNotice } from "#components/ui/left-notice.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import type { Place, SaveRule, TryRule } from "./acts.ts";
import { type Choices, DecidesFields } from "./decides-fields.tsx";
import type { Draft } from "./draft.ts";
import { RuleQuery } from "./rule-query.tsx";
import { TrySection } from "./try-section.tsx";
import { fieldId, useRuleForm } from "./use-rule-form.ts";

interface Props {
  place: Place;
  draft: Draft;
  /** What the query means that the form begins with. */
  means: string | null;
  offers: readonly Offer[];
  choices: Choices;
  /** Null when the person may only read. */
  acts: { save: SaveRule; tryRule: TryRule } | null;
}

export function RuleForm({ place: first, draft: begun, means, offers, choices, acts }: Props) {
  const t = useTranslations("rules.form");
  const form = useRuleForm({ place: first, draft: begun, save: acts?.save ?? null });
  const { draft, change, faults } = form;
  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (!form.pending) form.submit();
  }
  return (
    <form onSubmit={onSubmit} noValidate className="grid max-w-180 grid-cols-[minmax(0,1fr)] gap-6">
      {acts && form.isLeft && <LeftNotice onBring={form.bringLeft} onForget={form.forgetLeft} />}
      <fieldset disabled={acts === null} className="grid min-w-0 gap-6">
        <ShortField
          id={fieldId("name")}
          label={t("name")}
          error={faults.fields.name}
          value={draft.name}
          maxLength={100}
          onChange={(name) => change({ name })}
        />
        <RuleQuery
          id={fieldId("query")}
          text={draft.query}
          means={means}
          offers={offers}
          onChange={(query) => change({ query })}
          error={faults.fields.query}
        />
        <DecidesFields id={fieldId("decides")} choices={choices} draft={draft} change={change} error={faults.fields.decides} />
        <Checkbox label={t("enabled")} checked={draft.enabled} onChange={({ target }) => change({ enabled: target.checked })} />
      </fieldset>
      {acts && <TrySection place={form.place} draft={draft} tryRule={acts.tryRule} onFaults={form.answered} />}
      <Problems form={form} />
      {acts && (
        <FormButtons
          pending={form.pending}
          save={t(form.pending ? "saving" : "save")}
          cancel={t("cancel")}
          href="/rules"
          onCancel={form.end}
        />
      )}
    </form>
  );
}

function Problems({ form: { faults, note } }: { form: Pick<ReturnType<typeof useRuleForm>, "faults" | "note"> }) {
  const t = useTranslations("rules.form");
  const count = Object.keys(faults.fields).length;
  return (
    <div className="grid gap-1 empty:hidden">
      <div id="rule-problems" role="alert" tabIndex={-1} className="text-danger empty:hidden">
        {count > 0 && <p>{t("problems", { count })}</p>}
        {faults.others.map((fault) => (
          <p key={fault} className="wrap-anywhere">
            {fault}
          </p>
        ))}
      </div>
      <p role="status" className="text-n11 empty:hidden">
        {note}
      </p>
    </div>
  );
}
