"use client";
import { useFormatter, useTranslations } from "next-intl";
import { BandList } from "./band-list.tsx";
import { type Line, Plot, type Slot } from "./plot.tsx";
import { type Band, sum } from "./stack.ts";
import { type Unit, written } from "./unit.ts";
import { useWalk } from "./use-walk.ts";

interface Props {
  label: string;
  bands: readonly Band[];
  slots: readonly Slot[];
  unit: Unit;
  /** What all columns together cover. */
  span: string;
  line?: Line | null;
  /** The columns of the period before, and what that period is called. */
  before?: { label: string; counts: readonly number[] } | null;
}

/** Stacked columns with their names and numbers beside them; walking along the columns turns the numbers into those of one. */
export function StackedChart({ label, bands, slots, unit, span, line = null, before = null }: Props) {
  const t = useTranslations("chart");
  const format = useFormatter();
  const { at, handlers } = useWalk(slots.length);
  const write = (value: number): string => written(format, unit, value);
  const slot = at === null ? undefined : slots[at];
  const values = bands.map(({ label: name, counts }) => ({ name, value: counts[at ?? -1] ?? 0 }));
  const parts = values.flatMap(({ name, value }) => (value > 0 ? [`${name} ${write(value)}`] : [])).join(", ");
  const said = { when: slot?.long ?? "", total: write(sum(values.map(({ value }) => value))), parts };
  return (
    <div className="grid gap-x-8 gap-y-3 @3xl:grid-cols-[minmax(0,1fr)_16rem]">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the columns are walked with the arrow keys */}
      {/* biome-ignore lint/a11y/useSemanticElements: there are no fields here */}
      <div role="group" tabIndex={0} aria-label={t("walk", { label })} {...handlers} className="min-w-0 touch-pan-y">
        <Plot bands={bands} slots={slots} unit={unit} write={write} line={line} before={before?.counts ?? null} at={at} />
        <p role="status" className="sr-only">
          {slot ? t("said", said) : ""}
        </p>
      </div>
      <BandList bands={bands} at={at} heading={slot?.long ?? span} before={before} write={write} />
    </div>
  );
}
