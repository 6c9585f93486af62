"use client";
import { useTranslations } from "next-intl";
import { startTransition, useOptimistic } from "react";
import { toast } from "sonner";
import { useClock } from "#components/ui/when.tsx";
import type { ActOutcome } from "./act.ts";
import type { Standing } from "./standing.tsx";

type Done = "acknowledged" | "unacknowledged" | "snoozed" | "woken" | "resolved" | "reassigned";

const shortened = (title: string): string => (title.length > 60 ? `${title.slice(0, 60).toWellFormed().trimEnd()}…` : title);

/** Shows at once what an action will make of the incident, takes it back when the server refuses, and says which. */
export function useAct(title: string, standing: Standing) {
  const t = useTranslations("incidents");
  const clock = useClock();
  const [shown, assume] = useOptimistic(standing, (now, change: Partial<Standing>) => ({ ...now, ...change }));

  const act = (done: Done, change: Partial<Standing>, ask: () => Promise<ActOutcome>): void =>
    startTransition(async () => {
      assume(change);
      const outcome = await ask().catch(() => null);
      if (outcome?.ok)
        toast(t(`done.${done}`, { title: shortened(title), time: outcome.snoozedUntil ? clock(outcome.snoozedUntil) : "" }));
      else toast.error(t("done.failed", { reason: failure(outcome) }));
    });

  function failure(outcome: Exclude<ActOutcome, { ok: true }> | null): string {
    if (!outcome) return t("failure.unreachable");
    return outcome.reason === "gone" ? t("failure.gone") : t("failure.refused", { message: outcome.message });
  }
  return { shown, act };
}
