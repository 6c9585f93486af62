"use client";
import { useTranslations } from "next-intl";
import { useFieldName } from "#components/incidents/field-name.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import type { ChannelState } from "#lib/model/channel.ts";
import { Choices } from "./choices.tsx";
import type { Draft, DraftFaults } from "./draft.ts";
import { QueryField } from "./query-field.tsx";
import { fieldId } from "./use-policy-form.ts";

export type ChannelOption = Pick<ChannelState, "name" | "kind" | "state" | "error" | "obeyed">;

export interface FieldProps {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  faults: DraftFaults;
}

export function NameFields({ draft, change, faults, isLast }: FieldProps & { isLast: boolean }) {
  const t = useTranslations("policyForm");
  return (
    <div className="grid gap-3">
      <ShortField
        id={fieldId("name")}
        label={t("name")}
        error={faults.name}
        value={draft.name}
        maxLength={80}
        onChange={(name) => change({ name })}
      />
      <Checkbox
        id={fieldId("enabled")}
        label={t(isLast ? "enabledLast" : "enabled")}
        checked={draft.enabled}
        disabled={isLast && draft.enabled}
        onChange={({ target }) => change({ enabled: target.checked })}
      />
    </div>
  );
}

export function MatchField({ draft, change, faults, isLast, means }: FieldProps & { isLast: boolean; means: string | null }) {
  const t = useTranslations("policyForm");
  return (
    <QueryField
      id={fieldId("match")}
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
      id={fieldId("groupBy")}
      legend={t("group")}
      hint={t(isPerIssue ? "groupNone" : "groupHint")}
      error={faults.groupBy}
      options={offered.map((value) => ({ value, label: fieldName(value) }))}
      chosen={draft.groupBy}
      onChange={(groupBy) => change({ groupBy })}
    />
  );
}

export function ChannelFields({ draft, change, faults, offered }: FieldProps & { offered: readonly ChannelOption[] }) {
  const t = useTranslations("policyForm");
  const named = new Set(offered.map(({ name }) => name));
  const lost = draft.to.filter((name) => !named.has(name)).map((value) => ({ value, label: value }));
  return (
    <Choices
      id={fieldId("to")}
      legend={t("channels")}
      hint={t(offered.length === 0 ? "channelsNone" : "channelsHint")}
      error={faults.to}
      stacked
      options={[
        ...offered.map((channel) => ({ value: channel.name, label: channel.name, note: <Fares channel={channel} /> })),
        ...lost,
      ]}
      chosen={draft.to}
      onChange={(to) => change({ to })}
    />
  );
}

/** What kind of channel it is and whether a message would arrive there. */
function Fares({ channel: { kind, name, state, error, obeyed } }: { channel: ChannelOption }) {
  const t = useTranslations();
  return (
    <>
      {kind !== name && <span className="text-n10">{kind}</span>}
      {obeyed ? (
        <span className={state === "broken" ? "text-danger" : "text-n10"}>
          {t(`policyForm.channelState.${state}`, { error: error ?? "" })}
        </span>
      ) : (
        <Badge dashed>{t("policies.notObeyed")}</Badge>
      )}
    </>
  );
}
