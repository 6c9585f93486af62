"use client";
import { useTranslations } from "next-intl";
import { Pick } from "#components/ui/pick.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import { Choices } from "./choices.tsx";
import { type FieldProps, policyId } from "./form-fields.tsx";

const again = ["severity_rise", "new_member", "regression"] as const;
const endings = ["edit", "send", "none"] as const;
const lengths = ["wait", "update", "repeat", "ackExpires", "deadline", "confidenceFloor"] as const;

/** How often, how long and at what end. */
export function TimingFields({ draft, change, faults }: FieldProps) {
  const t = useTranslations("policyForm");
  return (
    <section aria-labelledby="timing-title" className="grid gap-4">
      <h2 id="timing-title" className="text-section font-medium">
        {t("timing")}
      </h2>
      <div className="grid items-start gap-4 md:grid-cols-2">
        <WindowFields draft={draft} change={change} faults={faults} />
        <Lengths draft={draft} change={change} faults={faults} />
      </div>
      <Choices
        id={policyId("again")}
        legend={t("again")}
        hint=""
        error={faults.again}
        options={again.map((value) => ({ value, label: t(`againOption.${value}`) }))}
        chosen={draft.again}
        onChange={(chosen) => change({ again: chosen })}
      />
      <div className="md:max-w-80">
        <Pick
          id={policyId("onResolve")}
          label={t("onResolve")}
          error={faults.onResolve}
          value={draft.onResolve}
          onChange={(onResolve) => change({ onResolve })}
          options={endings.map((value) => ({ value, label: t(`onResolveOption.${value}`) }))}
        />
      </div>
    </section>
  );
}

function Lengths({ draft, change, faults }: FieldProps) {
  const t = useTranslations("policyForm");
  return lengths.map((name) => (
    <ShortField
      key={name}
      id={policyId(name)}
      label={t(name)}
      hint={t(`${name}Hint`)}
      error={faults[name] && (name === "confidenceFloor" ? t("confidenceFloorFault") : faults[name])}
      value={draft[name]}
      maxLength={20}
      onChange={(value) => change({ [name]: value })}
    />
  ));
}

function WindowFields({ draft, change, faults }: FieldProps) {
  const t = useTranslations("policyForm");
  return (
    <>
      <ShortField
        id={policyId("window.for")}
        label={t("window")}
        hint={t("windowHint")}
        error={faults["window.for"]}
        value={draft.window}
        maxLength={20}
        onChange={(window) => change({ window })}
      />
      <Pick
        id={policyId("window.kind")}
        label={t("windowKind")}
        error={faults["window.kind"]}
        value={draft.windowKind}
        onChange={(windowKind) => change({ windowKind })}
        options={(["rolling", "fixed"] as const).map((value) => ({ value, label: t(`windowOption.${value}`) }))}
      />
    </>
  );
}
