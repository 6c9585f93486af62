"use client";
import { useNow, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useKeys } from "#components/keys/use-keys.ts";
import { Button } from "#components/ui/button.tsx";
import type { Receiver } from "#lib/model/story.ts";
import type { IncidentActs } from "./act.ts";
import { endOf, shortest } from "./delays.ts";
import { Reassign } from "./reassign.tsx";
import { ResolveButton } from "./resolve-button.tsx";
import { SnoozeMenu } from "./snooze-menu.tsx";
import { type Standing, StandingWords } from "./standing.tsx";
import { useAct } from "./use-act.ts";

interface Props {
  title: string;
  standing: Standing;
  /** Whom it can be handed to. */
  receivers: readonly Receiver[];
  /** Null when the person may not. */
  acts: IncidentActs | null;
}

/** Where the incident stands, and what may be done about it. */
export function IncidentActions({ title, standing, receivers, acts }: Props) {
  const t = useTranslations("incidents");
  const { shown, act } = useAct(title, standing);
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <p className="min-w-0 font-medium" aria-live="polite">
        <StandingWords standing={shown} />
      </p>
      {!acts && shown.state !== "resolved" && <p className="text-n11">{t("viewerWhy")}</p>}
      {acts && shown.state !== "resolved" && <Buttons acts={acts} act={act} receivers={receivers} standing={shown} />}
    </div>
  );
}

type Choice = "snooze" | "reassign" | "resolve";

interface ButtonsProps extends Pick<Props, "receivers"> {
  acts: IncidentActs;
  act: ReturnType<typeof useAct>["act"];
  standing: Standing;
}

function Buttons({ acts, act, receivers, standing: { state, snoozed_until: snoozedUntil } }: ButtonsProps) {
  const t = useTranslations("incidents");
  const now = useNow();
  const [choosing, setChoosing] = useState<Choice | null>(null);
  const place = useAsked();
  const isOpen = state === "open";
  const isAsleep = snoozedUntil !== null && new Date(snoozedUntil) > now;
  const you = t("you");
  const acknowledge = (): void => act("acknowledged", { state: "acknowledged", acknowledged_by: you }, acts.acknowledge);
  const unacknowledge = (): void => act("unacknowledged", { state: "open", acknowledged_by: null }, acts.unacknowledge);
  const resolve = (): void => {
    setChoosing(null);
    act("resolved", { state: "resolved", resolved_by: you }, acts.resolve);
  };
  const snooze = (duration: string): void =>
    act("snoozed", { snoozed_until: endOf(duration, new Date()) }, () => acts.snooze(duration));
  const wake = (): void => act("woken", { snoozed_until: null }, () => acts.snooze(shortest));
  const reassign = (assigned: string[]): void => {
    setChoosing(null);
    act("reassigned", { state: "open", assigned, acknowledged_by: null, snoozed_until: null }, () => acts.reassign(assigned));
  };
  const opens = (what: Choice) => (open: boolean) => setChoosing(open ? what : null);
  const key = (what: Choice) => () => setChoosing(what);
  useKeys({ e: () => isOpen && acknowledge(), s: key("snooze"), a: key("reassign"), r: key("resolve") });
  return (
    <div ref={place} className="flex flex-wrap gap-2 max-md:grid max-md:w-full max-md:grid-cols-2 max-md:*:h-10">
      {isOpen && (
        <Button look="primary" aria-keyshortcuts="e" id="acknowledge" onClick={acknowledge}>
          {t("acknowledge")}
        </Button>
      )}
      {state === "acknowledged" && <Button onClick={unacknowledge}>{t("unacknowledge")}</Button>}
      <SnoozeMenu open={choosing === "snooze"} onOpenChange={opens("snooze")} onChoose={snooze} onWake={isAsleep ? wake : null} />
      <Reassign open={choosing === "reassign"} onOpenChange={opens("reassign")} receivers={receivers} onChoose={reassign} />
      <ResolveButton open={choosing === "resolve"} onOpenChange={opens("resolve")} onResolve={resolve} />
    </div>
  );
}

/** A link from a message, such as `#acknowledge`, leads to its button and presses nothing. */
function useAsked(): { current: HTMLDivElement | null } {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const asked = [...(place.current?.children ?? [])].find(({ id }) => id !== "" && location.hash === `#${id}`);
    if (asked instanceof HTMLElement) asked.focus();
  }, []);
  return place;
}
