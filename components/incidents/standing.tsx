import { useFormatter, useNow, useTranslations } from "next-intl";
import type { IncidentSummary } from "#lib/model/incident.ts";

/** What can change of an incident by a person's hand. */
export type Standing = Pick<IncidentSummary, "state" | "acknowledged_by" | "snoozed_until" | "resolved_by">;

/** The state, and who brought it there. */
export function StandingWords({ standing }: { standing: Standing }) {
  const t = useTranslations();
  const clock = useClock();
  const now = useNow();
  const { state, acknowledged_by: acknowledgedBy, snoozed_until: snoozedUntil, resolved_by: resolvedBy } = standing;
  if (state === "resolved") return resolvedBy ? t("incidents.resolvedBy", { name: resolvedBy }) : t("incidents.resolvedBySystem");
  const time = snoozedUntil && new Date(snoozedUntil) > now ? clock(snoozedUntil) : null;
  if (state === "acknowledged" && acknowledgedBy)
    return time
      ? t("incidents.acknowledgedAndSnoozed", { name: acknowledgedBy, time })
      : t("incidents.acknowledgedBy", { name: acknowledgedBy });
  if (time) return t("incidents.snoozedUntil", { time });
  return t(`incidentState.${state}`);
}

/** The time of day, with the day where it is another one. */
export function useClock(): (at: string) => string {
  const format = useFormatter();
  const now = useNow();
  return (at) => {
    const date = new Date(at);
    const isToday = date.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
    return format.dateTime(date, {
      ...(!isToday && { weekday: "short", day: "numeric", month: "short" }),
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZoneName: "short",
    });
  };
}
