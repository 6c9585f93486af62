import type { Series } from "#lib/model/figures.ts";

/** A band of a stacked chart: what it is called, how it is drawn, and where its rows are. */
export interface Band {
  key: string;
  label: string;
  /** The name of a colour token. */
  hue: string;
  opacity: number;
  href: string | null;
  counts: readonly number[];
  /** The sum over the period before; null when there is nothing to compare with. */
  before: number | null;
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** The largest by their sums, and all others as one. */
export function largest(series: readonly Series[], most: number): { named: Series[]; rest: Series[] } {
  const ranked = series.filter(({ counts, before }) => sum(counts) + before > 0).sort((a, b) => sum(b.counts) - sum(a.counts));
  return ranked.length <= most + 1 ? { named: ranked, rest: [] } : { named: ranked.slice(0, most), rest: ranked.slice(most) };
}

/** Several as one. */
export const merged = (series: readonly Series[], slots: number): Omit<Series, "name"> => ({
  counts: Array.from({ length: slots }, (_, slot) => sum(series.map(({ counts }) => counts[slot] ?? 0))),
  before: sum(series.map(({ before }) => before)),
});

/** The colour of a band, opaque so that no line shines through. */
export const paint = ({ hue, opacity }: Pick<Band, "hue" | "opacity">): string =>
  opacity === 1
    ? `var(--color-${hue})`
    : `color-mix(in oklab, var(--color-${hue}) ${Math.round(opacity * 100)}%, var(--color-n1))`;

interface Scale {
  top: number;
  /** From the lowest to the top; the ground is none of them. */
  ticks: readonly number[];
}

/** In the order in which they are liked. */
const steps = [1, 2, 5, 4] as const;
const mostTicks = 5;
const mostEmpty = 0.25;
const tiny = 1e-9;

/** Two to five even steps to a round number not below the value, of which at most a quarter stays empty. What is counted has whole steps, and of one thing only one. */
export function scaleOf(value: number, { isWhole }: { isWhole: boolean }): Scale {
  if (value <= 0 || (isWhole && value <= 1)) return { top: 1, ticks: [1] };
  const power = 10 ** Math.floor(Math.log10(value));
  const scales = [power, power / 10].flatMap((unit) =>
    steps.map((factor) => ({ step: factor * unit, count: Math.ceil((value / unit / factor) * (1 - tiny)) })),
  );
  const fits = scales.find(
    ({ step, count }) =>
      count >= 2 && count <= mostTicks && 1 - value / (step * count) <= mostEmpty + tiny && (!isWhole || Number.isInteger(step)),
  );
  const { step, count } = fits ?? { step: 5 * power, count: 2 };
  return { top: step * count, ticks: Array.from({ length: count }, (_, at) => step * (at + 1)) };
}

export interface Bar {
  band: number;
  slot: number;
  y: number;
  height: number;
}

const seam = 1;

/** Where each part of each column stands, in a plot of this height; the first band is on top. A part is never so low that it cannot be seen. */
export function barsOf(bands: readonly Pick<Band, "counts">[], { top, height }: { top: number; height: number }): Bar[] {
  const slots = bands[0]?.counts.length ?? 0;
  return Array.from({ length: slots }, (_, slot) => slot).flatMap((slot) => {
    let y = height;
    return bands
      .map(({ counts }, band) => ({ band, value: counts[slot] ?? 0 }))
      .reverse()
      .flatMap(({ band, value }) => {
        if (value <= 0) return [];
        const full = Math.max((value / top) * height, 1.5);
        y -= full;
        return [{ band, slot, y, height: Math.max(full - seam, 1) }];
      });
  });
}
