"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Acknowledge } from "./act.ts";
import { type Standing, StandingWords } from "./standing.tsx";
import { useAct } from "./use-act.ts";

interface Props {
  id: string;
  title: string;
  standing: Standing;
  /** Null when the person may not. */
  acknowledge: Acknowledge | null;
}

/** The last cell of a row: where the incident stands, and the one thing to do about it from the list. */
export function RowStanding({ id, title, standing, acknowledge }: Props) {
  const t = useTranslations("incidents");
  const place = useRef<HTMLDivElement>(null);
  const { shown, act } = useAct(title, standing);
  const isOpen = shown.state === "open";
  const press = (ask: Acknowledge): void => {
    place.current?.closest("tr")?.querySelector<HTMLElement>("[data-row]")?.focus();
    act("acknowledged", { state: "acknowledged", acknowledged_by: t("you") }, () => ask(id));
  };
  return (
    <div ref={place} className="flex items-center justify-between gap-3">
      <span className={isOpen ? "min-w-0 truncate" : "min-w-0 truncate text-n10"}>
        <StandingWords standing={shown} />
      </span>
      {isOpen && acknowledge && (
        <Button
          data-acknowledge
          aria-label={t("acknowledgeNamed", { title })}
          aria-keyshortcuts="e"
          look="quiet"
          className="relative z-10 -mr-2 h-7! px-2! text-accent! hover:bg-n4"
          onClick={() => press(acknowledge)}
        >
          {t("acknowledge")}
        </Button>
      )}
    </div>
  );
}
