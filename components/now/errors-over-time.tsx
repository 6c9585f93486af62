import { useFormatter, useTranslations } from "next-intl";
import type { Slot } from "#components/chart/plot.tsx";
import { type Band, largest, merged } from "#components/chart/stack.ts";
import { StackedChart } from "#components/chart/stacked-chart.tsx";
import { ChartTwin } from "#components/chart/twin.tsx";
import { Section } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { Trend } from "#lib/model/figures.ts";
import { categories, severities } from "#lib/model/taxonomy.ts";
import { hrefOf, type NowFilter } from "./filter.ts";
import { issuesWith, seenWithin, term } from "./link.ts";
import { shadeOf } from "./shades.ts";

interface Props {
  trend: Trend;
  filter: NowFilter;
}

const mostBands = 6;

/** Errors in stacked columns, by category or severity, beside what they were in the period before. */
export function ErrorsOverTime({ trend, filter }: Props) {
  const t = useTranslations("now");
  const slots = useSlots(trend);
  const bands = useBands(trend, filter);
  const before = { label: t(`before.${filter.range}`), counts: trend.before };
  const label = t(`errorsBy.${filter.by}`);
  const items = (["category", "severity"] as const).map((by) => ({
    key: by,
    href: hrefOf(filter, { by }),
    current: filter.by === by,
    content: t(`by.${by}`),
  }));
  return (
    <Section id="errors" title={t("errors")} aside={<Segmented label={t("byLabel")} items={items} />}>
      {bands.length === 0 ? (
        <p className="text-n11">{t("noErrors", { range: t(`span.${filter.range}`) })}</p>
      ) : (
        <div className="@container grid gap-3">
          <StackedChart
            label={label}
            bands={bands}
            slots={slots}
            unit="errors"
            span={t(`range.${filter.range}`)}
            before={before}
          />
          <ChartTwin label={label} bands={bands} slots={slots} unit="errors" />
        </div>
      )}
    </Section>
  );
}

function useSlots({ slots, slotMinutes }: Trend): Slot[] {
  const format = useFormatter();
  const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const day = { day: "numeric", month: "short", ...(slotMinutes >= 1440 && { timeZone: "UTC" }) } as const;
  const time = (at: Date): string => format.dateTime(at, hour);
  const date = (at: Date): string => format.dateTime(at, day);
  return slots.map((slot) => {
    const at = new Date(slot);
    const end = new Date(at.getTime() + slotMinutes * 60_000);
    if (slotMinutes >= 1440) return { short: date(at), long: format.dateTime(at, { ...day, weekday: "short" }) };
    const long = `${date(at)}, ${time(at)}–${format.dateTime(end, { ...hour, timeZoneName: "short" })}`;
    return { short: slotMinutes > 60 ? date(at) : time(at), long };
  });
}

function useBands({ series, slots }: Trend, { by, range }: NowFilter): Band[] {
  const t = useTranslations();
  const seen = seenWithin(range);
  if (by === "severity")
    return severities.flatMap((severity) => {
      const one = series.find(({ name }) => name === severity);
      const link = { label: t(`severity.${severity}`), href: issuesWith(term("severity", severity), seen) };
      return one ? [{ ...one, ...link, key: severity, hue: severity, opacity: 1 }] : [];
    });
  const known = series.flatMap(({ name, ...one }) => {
    const category = categories.find((word) => word === name);
    return category ? [{ ...one, name: category }] : [];
  });
  const { named, rest } = largest(known, mostBands);
  const bands = named.flatMap(({ name, ...one }) => {
    const category = categories.find((word) => word === name);
    const link = category && { label: t(`category.${category}`), href: issuesWith(term("category", category), seen) };
    return link ? [{ ...one, ...link, key: name, ...shadeOf(category) }] : [];
  });
  const others =
    rest.length > 0
      ? [{ ...merged(rest, slots.length), key: "other", label: t("chart.other"), href: null, hue: "n8", opacity: 1 }]
      : [];
  return [...bands, ...others];
}
