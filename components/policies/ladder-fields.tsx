"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ChannelOption } from "./channel-choices.tsx";
import type { StepDraft } from "./draft.ts";
import { type FieldProps, policyId } from "./form-fields.tsx";
import { movedStep, nextStep } from "./ladder.ts";
import { LadderStep } from "./ladder-step.tsx";
import { stepActId } from "./step-acts.tsx";

interface Props extends FieldProps {
  channels: readonly ChannelOption[];
  calendars: readonly string[];
}

const most = 20;

/** Who is told in which step, in order. */
export function LadderFields({ draft: { ladder }, change, faults, channels, calendars }: Props) {
  const t = useTranslations("policyForm.ladder");
  const { acts, add } = useSteps(ladder, (next) => change({ ladder: next }));
  const chosen = new Set(ladder.flatMap(({ to }) => to));
  const offered = channels.filter(({ name, kind }) => kind !== "retry-hook" || chosen.has(name)); // that one fires by itself
  return (
    <section id={policyId("ladder")} tabIndex={-1} aria-labelledby="ladder-title" className="grid gap-2">
      <div>
        <h2 id="ladder-title" className="text-section font-medium">
          {t("title")}
        </h2>
        <p className="text-meta text-n10">{t("hint")}</p>
      </div>
      <ol className="border-t">
        {ladder.map((step, at) => (
          <LadderStep
            key={step.key}
            {...{ step, at, faults, calendars }}
            channels={offered}
            {...acts(at)}
            count={ladder.length}
          />
        ))}
      </ol>
      <p className="text-meta text-danger first-letter:uppercase empty:hidden">{faults.ladder}</p>
      {ladder.length < most && (
        <Button id="ladder-add" className="justify-self-start" onClick={add}>
          {t("add")}
        </Button>
      )}
    </section>
  );
}

/** Steps are added, taken away and moved by buttons, and the focus goes with them. */
function useSteps(ladder: StepDraft[], change: (ladder: StepDraft[]) => void) {
  const focusAfter = useFocusAfter();
  const set = (next: StepDraft[], focus: string): void => {
    change(next);
    focusAfter(focus);
  };
  const acts = (at: number) => ({
    change: (part: Partial<StepDraft>) => change(ladder.map((step, n) => (n === at ? { ...step, ...part } : step))),
    move: (by: 1 | -1) => set(movedStep(ladder, at, by), stepActId(at + by, by === 1 ? "down" : "up")),
    remove: () => set(ladder.toSpliced(at, 1), at === 0 ? "ladder-add" : stepActId(at - 1, "remove")),
  });
  const add = (): void => set([...ladder, nextStep(ladder)], policyId(`ladder[${ladder.length}].after`));
  return { acts, add };
}

/** Puts the focus on an element that stands once the change was drawn. */
function useFocusAfter(): (id: string) => void {
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current !== null) document.getElementById(wanted.current)?.focus();
    wanted.current = null;
  });
  return (id) => {
    wanted.current = id;
  };
}
