"use client";
import { useTranslations } from "next-intl";
import { useFieldName } from "#components/incidents/field-name.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import { Choices } from "./choices.tsx";
import type { Draft } from "./draft.ts";
import { fieldId } from "./field-id.ts";
import { QueryField } from "./query-field.tsx";
import type { PlacedFaults } from "./use-faults.ts";

export interface FieldProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  /** By the path that a field edits. */
  faults: PlacedFaults["fields"];
}

export const policyId = (field: string): string => fieldId("policy", field);

export function NameFields({ draft, change, faults, isLast }: FieldProps & { isLast: boolean }) {
  const t = useTranslations("policyForm");
  return (
    <div className="grid gap-3">
      <ShortField
        id={policyId("name")}
        label={t("name")}
        error={faults.name}
        value={draft.name}
        maxLength={80}
        onChange={(name) => change({ name })}
      />
      <Checkbox
        id={policyId("enabled")}
        label={t(isLast ? "enabledLast" : "enabled")}
        checked={draft.enabled}
        disabled={isLast && draft.enabled}
        onChange={({ target }) => change({ enabled: target.checked })}
      />
      {!isLast && (
        <Checkbox
          id={policyId("stop")}
          label={t("goesOn")}
          checked={!draft.stop}
          onChange={({ target }) => change({ stop: !target.checked })}
        />
      )}
    </div>
  );
}

export function MatchField({ draft, change, faults, isLast, means }: FieldProps & { isLast: boolean; means: string | null }) {
  const t = useTranslations("policyForm");
  return (
    <QueryField
      id={policyId("match")}
      label={t("match")}
      hint={t(isLast ? "matchLast" : "matchHint")}
      error={faults.match}
      value={draft.match}
      means={means}
      readOnly={isLast}
      onChange={(match) => change({ match })}
    />
  );
}

export function GroupFields({ draft, change, faults, offered }: FieldProps & { offered: readonly string[] }) {
  const t = useTranslations("policyForm");
  const fieldName = useFieldName();
  const isPerIssue = draft.groupBy.length === 0;
  return (
    <Choices
      id={policyId("groupBy")}
      legend={t("group")}
      hint={t(isPerIssue ? "groupNone" : "groupHint")}
      error={faults.groupBy}
      options={offered.map((value) => ({ value, label: fieldName(value) }))}
      chosen={draft.groupBy}
      onChange={(groupBy) => change({ groupBy })}
    />
  );
}
