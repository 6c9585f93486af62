"use client";
import { useTranslations } from "next-intl";
import { Pick } from "#components/ui/pick.tsx";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import type { Draft } from "./draft.ts";

/** Handed over by the server, so that no page has to load the validator that defines them. */
export interface Choices {
  categories: readonly Category[];
  severities: readonly Severity[];
}

interface Props {
  id: string;
  choices: Choices;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  error: string | undefined;
}

/** What the rule makes of an error: another category or severity, or noise. */
export function DecidesFields({ id, choices, draft, change, error }: Props) {
  const t = useTranslations();
  const asItIs = { value: "", label: t("rules.form.asItIs") };
  return (
    <fieldset id={id} aria-describedby={error ? `${id}-error` : undefined} className="grid min-w-0 gap-2">
      <legend className="pb-1 font-medium">{t("rules.form.decides")}</legend>
      <Choice name={id} checked={!draft.ignore} label={t("rules.form.sets")} onChoose={() => change({ ignore: false })} />
      {!draft.ignore && (
        <div className="grid gap-3 pl-6 sm:grid-cols-2">
          <Pick
            id={`${id}-category`}
            label={t("rules.form.category")}
            error={undefined}
            value={draft.category}
            onChange={(category) => change({ category })}
            options={[asItIs, ...choices.categories.map((value) => ({ value, label: t(`category.${value}`) }))]}
          />
          <Pick
            id={`${id}-severity`}
            label={t("rules.form.severity")}
            error={undefined}
            value={draft.severity}
            onChange={(severity) => change({ severity })}
            options={[asItIs, ...choices.severities.map((value) => ({ value, label: t(`severity.${value}`) }))]}
          />
        </div>
      )}
      <Choice name={id} checked={draft.ignore} label={t("rules.form.ignore")} onChoose={() => change({ ignore: true })} />
      <p className="text-meta text-n10">{t("rules.form.floors")}</p>
      {error && (
        <p id={`${id}-error`} className="text-meta text-danger">
          {t("rules.form.decidesFault")}
        </p>
      )}
    </fieldset>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  checked: boolean;
  onChoose: () => void;
}

function Choice({ name, label, checked, onChoose }: ChoiceProps) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input
        type="radio"
        name={name}
        checked={checked}
        onChange={onChoose}
        className="size-4 appearance-none rounded-full border border-n8 bg-n1 checked:border-5 checked:border-accent-solid"
      />
      {label}
    </label>
  );
}
