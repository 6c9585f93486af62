import { useNow, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useClock } from "#components/ui/when.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";

/** What can change of an incident by a person's hand. */
export type Standing = Pick<
  IncidentSummary,
  "state" | "acknowledged_by" | "snoozed_until" | "resolved_by" | "undelivered_at" | "assigned" | "held_by" | "told"
> & {
  /** Only digests tell of it. */
  isDigested: boolean;
};

export function standingOf(incident: Omit<Standing, "isDigested">, isDigested: boolean): Standing {
  const { state, acknowledged_by, snoozed_until, resolved_by, undelivered_at, assigned, held_by, told } = incident;
  return { state, acknowledged_by, snoozed_until, resolved_by, undelivered_at, assigned, held_by, told, isDigested };
}

/** The state, and who or what brought it there. */
export function StandingWords({ standing }: { standing: Standing }) {
  const t = useTranslations("incidents");
  const clock = useClock();
  const now = useNow();
  const { state, acknowledged_by: acknowledgedBy, snoozed_until: snoozedUntil, resolved_by: resolvedBy } = standing;
  if (state === "resolved") return resolvedBy ? t("resolvedBy", { name: resolvedBy }) : t("resolvedBySystem");
  const time = snoozedUntil && new Date(snoozedUntil) > now ? clock(snoozedUntil) : null;
  if (state === "acknowledged" && acknowledgedBy)
    return time ? t("acknowledgedAndSnoozed", { name: acknowledgedBy, time }) : t("acknowledgedBy", { name: acknowledgedBy });
  if (time) return t("snoozedUntil", { time });
  return <Untaken standing={standing} />;
}

/** What is nobody's yet: whether somebody knows of it at all is said first. */
function Untaken({ standing }: { standing: Standing }): ReactNode {
  const { state, undelivered_at, assigned, held_by, told, isDigested } = standing;
  const t = useTranslations();
  if (undelivered_at) return <span className="text-danger">{t("incidents.undelivered.word")}</span>;
  if (assigned.length > 0) return t("incidents.assignedTo", { channels: assigned.join(", ") });
  if (told === 0 && held_by) return t("incidents.heldBack");
  if (isDigested) return t("incidents.digested");
  return t(`incidentState.${state}`);
}
