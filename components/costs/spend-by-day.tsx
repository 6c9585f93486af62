import { useFormatter, useTranslations } from "next-intl";
import type { Line, Slot } from "#components/chart/plot.tsx";
import { type Band, largest, merged } from "#components/chart/stack.ts";
import { StackedChart } from "#components/chart/stacked-chart.tsx";
import { ChartTwin } from "#components/chart/twin.tsx";
import { usd } from "#components/chart/unit.ts";
import { Section } from "#components/ui/section.tsx";
import type { SpendDay } from "#lib/model/figures.ts";

/** Models have no hue of their own: the costliest takes the first. */
const inOrder = ["request", "capacity", "answer", "access", "application", "surroundings"] as const;

interface Props {
  days: readonly SpendDay[];
  /** USD a day; null is no limit. */
  limit: number | null;
  span: string;
}

/** What each day cost, by model, under the line of the daily budget. */
export function SpendByDay({ days, limit, span }: Props) {
  const t = useTranslations("costs");
  const format = useFormatter();
  const bands = useBands(days);
  const slots: Slot[] = days.map(({ day }) => {
    const at = new Date(`${day}T00:00:00Z`);
    const date = { day: "numeric", month: "short", timeZone: "UTC" } as const;
    return { short: format.dateTime(at, date), long: format.dateTime(at, { ...date, weekday: "short" }) };
  });
  const line: Line | null = limit === null ? null : { value: limit, label: t("dailyBudget", { amount: usd(format, limit) }) };
  return (
    <Section id="days" title={t("byDay")}>
      {bands.length === 0 ? (
        <p className="text-n11">{t("noCalls")}</p>
      ) : (
        <div className="@container grid gap-3">
          <StackedChart label={t("byDayLabel")} bands={bands} slots={slots} unit="usd" span={span} line={line} />
          <ChartTwin label={t("byDayLabel")} bands={bands} slots={slots} unit="usd" />
        </div>
      )}
    </Section>
  );
}

function useBands(days: readonly SpendDay[]): Band[] {
  const t = useTranslations("chart");
  const names = [...new Set(days.flatMap(({ models }) => Object.keys(models)))];
  const series = names.map((name) => ({ name, counts: days.map(({ models }) => models[name] ?? 0), before: 0 }));
  const { named, rest } = largest(series, inOrder.length);
  const usual = { opacity: 1, href: null, before: null };
  const bands = named.map(({ name, counts }, index) => ({
    ...usual,
    key: name,
    label: name,
    counts,
    hue: inOrder[index] ?? "n8",
  }));
  if (rest.length === 0) return bands;
  return [...bands, { ...usual, key: "other", label: t("other"), counts: merged(rest, days.length).counts, hue: "n8" }];
}
