import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Change } from "./change.tsx";
import { type Band, paint, sum } from "./stack.ts";

interface Props {
  bands: readonly Band[];
  /** The column that is looked at; null is all of them. */
  at: number | null;
  heading: string;
  before: { label: string; counts: readonly number[] } | null;
  write: (value: number) => string;
}

const row = "relative grid min-h-6 grid-cols-[0.75rem_minmax(0,1fr)_auto_3.75rem] items-center gap-x-2";

/** The names of the bands in the order in which they lie, each with its number. */
export function BandList({ bands, at, heading, before, write }: Props) {
  const t = useTranslations("chart");
  const value = ({ counts }: Band): number => (at === null ? sum(counts) : (counts[at] ?? 0));
  const all = sum(bands.map(value));
  const earlier = before && (at === null ? sum(before.counts) : (before.counts[at] ?? 0));
  return (
    <div className="@3xl:pt-3">
      <p className="pb-1 text-meta text-n10">{heading}</p>
      <ul>
        <li className={`${row} font-medium`}>
          <span className="col-span-2">{t("total")}</span>
          <span className="text-right">{write(all)}</span>
          <Change now={all} before={earlier} />
        </li>
        {bands.map((band) => (
          <li key={band.key} className={`${row} border-t border-n5`}>
            <Swatch hue={band.hue} opacity={band.opacity} />
            <Name band={band} />
            <span className="text-right">{write(value(band))}</span>
            {at === null && band.before !== null ? (
              <Change now={value(band)} before={band.before} />
            ) : (
              <Share of={value(band)} all={all} />
            )}
          </li>
        ))}
        {before && earlier !== null && (
          <li className={`${row} border-t text-n11`}>
            <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2">
              <path d="M0 4h8" strokeWidth="1.5" className="stroke-n12" />
            </svg>
            <span className="min-w-0 truncate">{before.label}</span>
            <span className="text-right">{write(earlier)}</span>
          </li>
        )}
      </ul>
    </div>
  );
}

function Name({ band: { label, href } }: { band: Band }) {
  return href ? (
    <Link href={href} prefetch={false} className="min-w-0 truncate after:absolute after:inset-0 hover:underline">
      {label}
    </Link>
  ) : (
    <span className="min-w-0 truncate">{label}</span>
  );
}

function Share({ of, all }: { of: number; all: number }) {
  const format = useFormatter();
  const share = all > 0 ? format.number(of / all, { style: "percent", maximumFractionDigits: 0 }) : "";
  return <span className="text-right text-meta text-n10">{share}</span>;
}

const Swatch = ({ hue, opacity }: Pick<Band, "hue" | "opacity">) => (
  <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2">
    <rect width="8" height="8" rx="2" fill={paint({ hue, opacity })} />
  </svg>
);
