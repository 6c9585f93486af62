import Link from "next/link";
import { useTranslations } from "next-intl";
import { Change } from "./change.tsx";
import { type Band, sum } from "./stack.ts";

interface Props {
  bands: readonly Band[];
  /** The column that is looked at; null is all of them. */
  at: number | null;
  heading: string;
  write: (value: number) => string;
}

const row = "relative grid min-h-6 grid-cols-[0.75rem_minmax(0,1fr)_auto_3.75rem] items-center gap-x-2";

/** The names of the bands in the order in which they lie, each with its number. */
export function BandList({ bands, at, heading, write }: Props) {
  const t = useTranslations("chart");
  const value = ({ counts }: Band): number => (at === null ? sum(counts) : (counts[at] ?? 0));
  const all = sum(bands.map(value));
  const before = bands.every((band) => band.before !== null) ? sum(bands.map((band) => band.before ?? 0)) : null;
  return (
    <div className="@3xl:pt-3">
      <p className="pb-1 text-meta text-n10">{heading}</p>
      <ul>
        <li className={`${row} font-medium`}>
          <span className="col-span-2">{t("total")}</span>
          <span className="text-right">{write(all)}</span>
          <Change now={all} before={at === null ? before : null} />
        </li>
        {bands.map((band) => (
          <li key={band.key} className={`${row} border-t border-n5`}>
            <Swatch hue={band.hue} opacity={band.opacity} />
            <Name band={band} />
            <span className="text-right">{write(value(band))}</span>
            {at === null ? <Change now={value(band)} before={band.before} /> : <Share of={value(band)} all={all} />}
          </li>
        ))}
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
  return <span className="text-right text-meta text-n10">{all > 0 ? `${Math.round((of / all) * 100)} %` : ""}</span>;
}

const Swatch = ({ hue, opacity }: Pick<Band, "hue" | "opacity">) => (
  <svg aria-hidden="true" viewBox="0 0 8 8" className="size-2">
    <rect width="8" height="8" rx="2" fill={`var(--color-${hue})`} fillOpacity={opacity} />
  </svg>
);
