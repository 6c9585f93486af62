"use client";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";

export interface StepActsProps {
  at: number;
  count: number;
  move: (by: 1 | -1) => void;
  remove: () => void;
}

export const stepActId = (at: number, act: "up" | "down" | "remove"): string => `ladder-${at}-${act}`;

/** A step moved up or down or taken away; the last one left stays. */
export function StepActs({ at, count, move, remove }: StepActsProps) {
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
