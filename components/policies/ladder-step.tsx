"use client";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Pick } from "#components/ui/pick.tsx";
import { ShortField } from "#components/ui/short-field.tsx";
import { ChannelChoices, type ChannelOption } from "./channel-choices.tsx";
import type { StepDraft } from "./draft.ts";
import { useDuration } from "./duration.tsx";
import { type FieldProps, policyId } from "./form-fields.tsx";
import { isAtOnce } from "./ladder.ts";
import { QueryField } from "./query-field.tsx";

interface Acts {
  change: (part: Partial<StepDraft>) => void;
  move: (by: 1 | -1) => void;
  remove: () => void;
}

interface Props extends Acts {
  step: StepDraft;
  at: number;
  count: number;
  faults: FieldProps["faults"];
  channels: readonly ChannelOption[];
  calendars: readonly string[];
}

export const stepActId = (at: number, act: "up" | "down" | "remove"): string => `ladder-${at}-${act}`;

/** One step: when after the first word, whom, how urgently, and on which condition. */
export function LadderStep({ step, at, count, faults, channels, calendars, change, move, remove }: Props) {
  const t = useTranslations("policyForm.ladder");
  const duration = useDuration();
  const field = (name: string): { id: string; error: string | undefined } => {
    const path = `ladder[${at}].${name}`;
    return { id: policyId(path), error: faults[path] };
  };
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
        <div className="grid items-start gap-4 sm:grid-cols-[8rem_16rem]">
          <ShortField
            {...field("after")}
            label={t("afterLabel")}
            value={step.after}
            maxLength={20}
            onChange={(after) => change({ after })}
          />
          <Pick
            {...field("urgency")}
            label={t("urgency")}
            value={step.urgency}
            onChange={(urgency) => change({ urgency })}
            options={(["high", "low"] as const).map((value) => ({ value, label: t(`urgencyOption.${value}`) }))}
          />
        </div>
        <ChannelChoices
          {...field("to")}
          legend={t("channels")}
          hint={channels.length === 0 ? t("channelsNone") : ""}
          offered={channels}
          chosen={step.to}
          onChange={(to) => change({ to })}
        />
        <QueryField
          {...field("if")}
          rows={1}
          label={t("if")}
          hint={
            calendars.length === 0
              ? t("ifHint")
              : t("ifCalendars", { calendars: calendars.map((name) => `in:${quoted(name)}`).join(", ") })
          }
          value={step.if}
          means={null}
          onChange={(condition) => change({ if: condition })}
        />
      </div>
    </li>
  );
}

const quoted = (name: string): string => (/\s/.test(name) ? `"${name}"` : name);

function StepActs({ at, count, move, remove }: Pick<Props, "at" | "count" | "move" | "remove">) {
  const t = useTranslations("policyForm.ladder");
  const number = at + 1;
  return (
    <div className="flex shrink-0">
      <IconButton id={stepActId(at, "up")} label={t("up", { number })} disabled={at === 0} onClick={() => move(-1)}>
        <ArrowUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton id={stepActId(at, "down")} label={t("down", { number })} disabled={at === count - 1} onClick={() => move(1)}>
        <ArrowDown aria-hidden className="size-4" />
      </IconButton>
      <IconButton id={stepActId(at, "remove")} label={t("remove", { number })} disabled={count === 1} onClick={remove}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
