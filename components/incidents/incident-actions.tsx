"use client";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { DropdownMenu as Radix } from "radix-ui";
import { useState } from "react";
import { useKeys } from "#components/keys/use-keys.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import type { IncidentActs } from "./act.ts";
import { type Standing, StandingWords } from "./standing.tsx";
import { untilTomorrowMorning } from "./tomorrow.ts";
import { useAct } from "./use-act.ts";

interface Props {
  title: string;
  standing: Standing;
  /** Null when the person may not. */
  acts: IncidentActs | null;
}

const delays = { "1h": () => "1h", "4h": () => "4h", morning: () => untilTomorrowMorning(new Date()) } as const;
const later = (duration: string): string => new Date(Date.now() + Number.parseInt(duration, 10) * unitMs(duration)).toISOString();
const unitMs = (duration: string): number => (duration.endsWith("h") ? 3_600_000 : 60_000);

/** Where the incident stands, and what may be done about it. */
export function IncidentActions({ title, standing, acts }: Props) {
  const t = useTranslations("incidents");
  const { shown, act } = useAct(title, standing);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="font-medium" aria-live="polite">
        <StandingWords standing={shown} />
      </p>
      {!acts && shown.state !== "resolved" && <p className="text-n11">{t("viewerWhy")}</p>}
      {acts && shown.state !== "resolved" && <Buttons acts={acts} act={act} isOpen={shown.state === "open"} />}
    </div>
  );
}

interface ButtonsProps {
  acts: IncidentActs;
  act: ReturnType<typeof useAct>["act"];
  isOpen: boolean;
}

function Buttons({ acts, act, isOpen }: ButtonsProps) {
  const t = useTranslations("incidents");
  const [isChoosing, setChoosing] = useState(false);
  const you = t("you");
  const acknowledge = (): void => act("acknowledged", { state: "acknowledged", acknowledged_by: you }, acts.acknowledge);
  const resolve = (): void => act("resolved", { state: "resolved", resolved_by: you }, acts.resolve);
  const snooze = (duration: string): void => act("snoozed", { snoozed_until: later(duration) }, () => acts.snooze(duration));
  useKeys({ e: () => isOpen && acknowledge(), s: () => setChoosing(true), r: resolve });
  return (
    <div className="flex flex-wrap gap-2">
      {isOpen && (
        <Button look="primary" aria-keyshortcuts="e" onClick={acknowledge}>
          {t("acknowledge")}
        </Button>
      )}
      <SnoozeMenu open={isChoosing} onOpenChange={setChoosing} onChoose={snooze} />
      <Button aria-keyshortcuts="r" onClick={resolve}>
        {t("resolve")}
      </Button>
    </div>
  );
}

interface SnoozeProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (duration: string) => void;
}

function SnoozeMenu({ open, onOpenChange, onChoose }: SnoozeProps) {
  const t = useTranslations("incidents");
  return (
    <Radix.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger aria-keyshortcuts="s" className={buttonClass("secondary", "data-[state=open]:bg-n3")}>
        {t("snooze")}
        <ChevronDown aria-hidden className="size-4 text-n10" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-30 min-w-44 animate-appear rounded-lg bg-n1 p-1 shadow-float"
        >
          {(Object.keys(delays) as (keyof typeof delays)[]).map((delay) => (
            <Radix.Item
              key={delay}
              onSelect={() => onChoose(delays[delay]())}
              className="flex h-9 cursor-default items-center rounded-md px-2 outline-none data-highlighted:bg-n4 md:h-8"
            >
              {t(`snoozeFor.${delay}`)}
            </Radix.Item>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
