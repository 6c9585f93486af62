"use client";
import { useTranslations } from "next-intl";
import { Pick } from "#components/ui/pick.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import { Choices } from "./choices.tsx";
import type { FieldProps } from "./form-fields.tsx";
import { fieldId } from "./use-policy-form.ts";

const lengths = ["window", "repeat", "deadline"] as const;
const again = ["severity_rise", "new_member", "regression"] as const;
const endings = ["edit", "send", "none"] as const;

/** How often, how long and at what end. */
export function TimingFields({ draft, change, faults }: FieldProps) {
  const t = useTranslations("policyForm");
  return (
    <>
      <div className="grid items-start gap-4 md:grid-cols-3">
        {lengths.map((name) => (
          <ShortField
            key={name}
            id={fieldId(name)}
            label={t(name)}
            hint={t(`${name}Hint`)}
            error={faults[name]}
            value={draft[name]}
            maxLength={20}
            onChange={(value) => change({ [name]: value })}
          />
        ))}
      </div>
      <Choices
        id={fieldId("again")}
        legend={t("again")}
        hint=""
        error={faults.again}
        options={again.map((value) => ({ value, label: t(`againOption.${value}`) }))}
        chosen={draft.again}
        onChange={(chosen) => change({ again: chosen })}
      />
      <div className="md:max-w-80">
        <Pick
          id={fieldId("onResolve")}
          label={t("onResolve")}
          error={faults.onResolve}
          value={draft.onResolve}
          onChange={(onResolve) => change({ onResolve })}
          options={endings.map((value) => ({ value, label: t(`onResolveOption.${value}`) }))}
        />
      </div>
    </>
  );
}
