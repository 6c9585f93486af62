import { useFormatter, useTranslations } from "next-intl";
import { Disclosure } from "#components/ui/disclosure.tsx";
import type { Slot } from "./plot.tsx";
import { type Band, sum } from "./stack.ts";
import { type Unit, written } from "./unit.ts";

interface Props {
  label: string;
  bands: readonly Band[];
  slots: readonly Slot[];
  unit: Unit;
}

/** What the chart draws, as a table. */
export function ChartTwin({ label, bands, slots, unit }: Props) {
  const t = useTranslations("chart");
  const format = useFormatter();
  const write = (value: number): string => (value === 0 ? "0" : written(format, unit, value));
  return (
    <Disclosure summary={t("showTable")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label={label} tabIndex={0} className="max-h-96 overflow-auto">
        <table className="min-w-full">
          <caption className="sr-only">{label}</caption>
          <thead className="text-meta text-n10">
            <tr className="h-8 [&>th]:sticky [&>th]:top-0 [&>th]:bg-n1 [&>th]:px-3 [&>th]:text-right [&>th]:font-normal [&>th]:whitespace-nowrap [&>th]:first:pl-0 [&>th]:first:text-left">
              <th scope="col">{t("time")}</th>
              <th scope="col">{t("total")}</th>
              {bands.map((band) => (
                <th key={band.key} scope="col">
                  {band.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {slots.map(({ long }, slot) => (
              <tr key={long} className="h-8 border-t border-n5 [&>td]:px-3 [&>td]:text-right">
                <th scope="row" className="pr-3 text-left font-normal whitespace-nowrap text-n11">
                  {long}
                </th>
                <td className="font-medium">{write(sum(bands.map(({ counts }) => counts[slot] ?? 0)))}</td>
                {bands.map(({ key, counts }) => (
                  <td key={key}>{write(counts[slot] ?? 0)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Disclosure>
  );
}
