"use client";
import { useTranslations } from "next-intl";
import { Pick } from "#components/ui/pick.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import { ChannelChoices, type ChannelOption } from "./channel-choices.tsx";
import type { StepDraft } from "./draft.ts";
import { useDuration } from "./duration.tsx";
import { type FieldProps, policyId } from "./form-fields.tsx";
import { isAtOnce } from "./ladder.ts";
import { QueryField } from "./query-field.tsx";
import { StepActs, type StepActsProps } from "./step-acts.tsx";

interface FieldsProps {
  step: StepDraft;
  at: number;
  faults: FieldProps["faults"];
  channels: readonly ChannelOption[];
  calendars: readonly string[];
  change: (part: Partial<StepDraft>) => void;
}

/** One step: when after the first word, whom, how urgently, and on which condition. */
export function LadderStep(props: FieldsProps & StepActsProps) {
  const { step, at, count, move, remove } = props;
  const t = useTranslations("policyForm.ladder");
  const duration = useDuration();
  const number = at + 1;
  const when = isAtOnce(step.after) ? t("atOnce") : t("after", { after: duration(step.after.trim()) });
  return (
    <li
      aria-labelledby={`ladder-${at}`}
      className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 border-b border-n5 pt-3 pb-4 max-md:gap-x-2"
    >
      <span aria-hidden className="mt-1 grid size-6 place-items-center rounded-full border border-n8 text-meta text-n11">
        {number}
      </span>
      <div className="grid min-w-0 gap-3">
        <div className="flex items-center justify-between gap-2">
          <h3 id={`ladder-${at}`} className="font-medium">
            {t("step", { number, when })}
          </h3>
          <StepActs {...{ at, count, move, remove }} />
        </div>
        <StepFields {...props} />
      </div>
    </li>
  );
}

/** The id and the fault of a field of the step. */
const placed = (at: number, name: string, faults: FieldProps["faults"]): { id: string; error: string | undefined } => {
  const path = `ladder[${at}].${name}`;
  return { id: policyId(path), error: faults[path] };
};

function StepFields({ step, at, faults, channels, calendars, change }: FieldsProps) {
  const t = useTranslations("policyForm.ladder");
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-[8rem_16rem]">
        <ShortField
          {...placed(at, "after", faults)}
          label={t("afterLabel")}
          value={step.after}
          maxLength={20}
          onChange={(after) => change({ after })}
        />
        <Pick
          {...placed(at, "urgency", faults)}
          label={t("urgency")}
          value={step.urgency}
          onChange={(urgency) => change({ urgency })}
          options={(["high", "low"] as const).map((value) => ({ value, label: t(`urgencyOption.${value}`) }))}
        />
      </div>
      <ChannelChoices
        {...placed(at, "to", faults)}
        legend={t("channels")}
        hint={channels.length === 0 ? t("channelsNone") : ""}
        offered={channels}
        chosen={step.to}
        onChange={(to) => change({ to })}
      />
      <QueryField
        {...placed(at, "if", faults)}
        rows={1}
        label={t("if")}
        hint={calendars.length === 0 ? t("ifHint") : t("ifCalendars", { calendars: calendars.map(asked).join(", ") })}
        value={step.if}
        means={null}
        onChange={(condition) => change({ if: condition })}
      />
    </>
  );
}

const asked = (calendar: string): string => `in:${/\s/.test(calendar) ? `"${calendar}"` : calendar}`;
