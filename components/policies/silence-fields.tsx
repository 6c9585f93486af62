"use client";
import { useTranslations } from "next-intl";
import { useFieldName } from "#components/incidents/field-name.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Pick } from "#components/ui/pick.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import { Choices } from "./choices.tsx";
import { fieldId } from "./field-id.ts";
import { QueryField } from "./query-field.tsx";
import { endings, modes, type SilenceDraft } from "./silence-draft.ts";
import type { PlacedFaults } from "./use-faults.ts";

export interface SilenceOffered {
  calendars: readonly string[];
  groupFields: readonly string[];
}

interface Props {
  /** In which zone an instant is typed. */
  zone: string;
  draft: SilenceDraft;
  change: (part: Partial<SilenceDraft>) => void;
  faults: PlacedFaults["fields"];
  offered: SilenceOffered;
}

export const silenceId = (field: string): string => fieldId("silence", field);

/** What is kept back, how, and why. */
export function SilenceFields({ means, ...fields }: Props & { means: string | null }) {
  const { draft, change, faults } = fields;
  const t = useTranslations("silences");
  return (
    <>
      <QueryField
        id={silenceId("match")}
        label={t("match")}
        hint={t("matchHint")}
        error={faults.match}
        value={draft.match}
        means={means}
        onChange={(match) => change({ match })}
      />
      <EndFields {...fields} />
      <Pick
        id={silenceId("mode")}
        label={t("modeLabel")}
        error={faults.mode}
        value={draft.mode}
        onChange={(mode) => change({ mode })}
        options={modes.map((value) => ({ value, label: t(`modeOption.${value}`) }))}
      />
      <ShortField
        id={silenceId("reason")}
        label={t("reason")}
        hint={t("reasonHint")}
        error={faults.reason}
        value={draft.reason}
        maxLength={500}
        onChange={(reason) => change({ reason })}
      />
    </>
  );
}

/** How long it lasts: every silence ends, or hangs on a condition. */
function EndFields(fields: Props) {
  const { draft, change } = fields;
  const t = useTranslations("silences");
  const offered = endings.filter((each) => each !== "calendar" || fields.offered.calendars.length > 0);
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <Pick
        id={silenceId("ends")}
        label={t("ends")}
        error={undefined}
        value={draft.ends}
        onChange={(ends) => change({ ends: endings.find((each) => each === ends) ?? "for" })}
        options={offered.map((value) => ({ value, label: t(`endsOption.${value}`) }))}
      />
      <End {...fields} />
    </div>
  );
}

function End(fields: Props) {
  const { draft, change, faults, offered, zone } = fields;
  const t = useTranslations("silences");
  if (draft.ends === "while") return <WhileFields {...fields} />;
  if (draft.ends === "until")
    return (
      <Field id={silenceId("until")} label={t("untilLabel")} hint={t("untilHint", { zone })} error={faults.until}>
        {(described) => (
          <Input
            {...described}
            type="datetime-local"
            value={draft.until}
            onChange={({ target }) => change({ until: target.value })}
          />
        )}
      </Field>
    );
  if (draft.ends === "calendar")
    return (
      <Pick
        id={silenceId("calendar")}
        label={t("calendarLabel")}
        error={faults.calendar}
        value={draft.calendar}
        onChange={(calendar) => change({ calendar })}
        options={["", ...offered.calendars].map((value) => ({ value, label: value || t("calendarChoose") }))}
      />
    );
  return (
    <ShortField
      id={silenceId("for")}
      label={t("for")}
      hint={t("forHint")}
      error={faults.for ?? faults.until}
      value={draft.for}
      maxLength={20}
      onChange={(lasts) => change({ for: lasts })}
    />
  );
}

function WhileFields({ draft, change, faults, offered }: Props) {
  const t = useTranslations("silences");
  const fieldName = useFieldName();
  return (
    <div className="grid gap-4 md:col-span-2">
      <QueryField
        id={silenceId("while.match")}
        rows={1}
        label={t("whileLabel")}
        hint={t("whileHint")}
        error={faults["while.match"]}
        value={draft.while}
        means={null}
        onChange={(condition) => change({ while: condition })}
      />
      <Choices
        id={silenceId("while.equal")}
        legend={t("equal")}
        hint={t("equalHint")}
        error={faults["while.equal"]}
        options={offered.groupFields.map((value) => ({ value, label: fieldName(value) }))}
        chosen={draft.equal}
        onChange={(equal) => change({ equal })}
      />
    </div>
  );
}
