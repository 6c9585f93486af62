import { type Band, barsOf, paint, scaleOf, sum } from "./stack.ts";
import type { Unit } from "./unit.ts";

export interface Slot {
  short: string;
  long: string;
}

export interface Line {
  value: number;
  label: string;
}

interface Props {
  bands: readonly Band[];
  slots: readonly Slot[];
  unit: Unit;
  write: (value: number) => string;
  line: Line | null;
  /** What the columns were in the period before; null when they are not compared. */
  before: readonly number[] | null;
  /** The column that is looked at. */
  at: number | null;
}

const height = 176;
const above = 18;
const below = 20;
/** A limit so many times above everything else would leave no room for it. */
const farTimes = 3;

const unknown = { hue: "n8", opacity: 1 };

/** As many times as a phone has room for. */
const labelled = (index: number, count: number): boolean => index % Math.ceil(count / 4) === 0;

/** Columns as parts of the width and of a fixed height: the server draws them for every screen, and no text is ever stretched. */
export function Plot({ bands, slots, unit, write, line, before, at }: Props) {
  const totals = slots.map((_, slot) => sum(bands.map(({ counts }) => counts[slot] ?? 0)));
  const most = Math.max(...totals, ...(before ?? []));
  const isFar = line !== null && line.value > most * farTimes;
  const { top, ticks } = scaleOf(Math.max(most, isFar ? 0 : (line?.value ?? 0)), { isWhole: unit === "errors" });
  const yOf = (value: number): number => height * (1 - value / top);
  const width = 100 / Math.max(slots.length, 1);
  return (
    <div className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-2">
      <svg aria-hidden="true" width="100%" height={height + above + below} className="block">
        {ticks.map((tick) => (
          <text key={tick} x="100%" y={above + yOf(tick) + 4} textAnchor="end" className="fill-n10 text-meta">
            {write(tick)}
          </text>
        ))}
      </svg>
      <svg data-plot aria-hidden="true" width="100%" height={height + above + below} className="block overflow-visible">
        <svg aria-hidden="true" y={above} width="100%" height={height} className="overflow-visible">
          {at !== null && <rect x={`${at * width}%`} width={`${width}%`} height={height} className="fill-n4" />}
          {[0, ...ticks].map((tick) => (
            <line key={tick} x2="100%" y1={yOf(tick)} y2={yOf(tick)} className={tick === 0 ? "stroke-n7" : "stroke-n5"} />
          ))}
          <Columns bands={bands} top={top} width={width} />
          {before?.map((value, slot) =>
            value > 0 ? <Mark key={slots[slot]?.long} x={slot * width} width={width} y={yOf(value)} /> : null,
          )}
          {line && <Limit label={line.label} y={isFar ? null : yOf(line.value)} />}
          <Times slots={slots} width={width} />
        </svg>
      </svg>
    </div>
  );
}

function Columns({ bands, top, width }: Pick<Props, "bands"> & { top: number; width: number }) {
  return barsOf(bands, { top, height }).map((bar) => (
    <rect
      key={`${bar.band}-${bar.slot}`}
      x={`${(bar.slot + 0.12) * width}%`}
      width={`${width * 0.76}%`}
      y={bar.y}
      height={bar.height}
      fill={paint(bands[bar.band] ?? unknown)}
    />
  ));
}

function Times({ slots, width }: Pick<Props, "slots"> & { width: number }) {
  return slots.map(({ short, long }, index) =>
    labelled(index, slots.length) ? (
      <text key={long} x={`${(index + 0.12) * width}%`} y={height + 16} className="fill-n10 text-meta">
        {short}
      </text>
    ) : null,
  );
}

/** A stroke over the column, as wide as the column and a little more. */
function Mark({ x, width, y }: { x: number; width: number; y: number }) {
  return <line x1={`${x + width * 0.04}%`} x2={`${x + width * 0.96}%`} y1={y} y2={y} strokeWidth="1.25" className="stroke-n12" />;
}

/** Null is above all that is drawn: only its name stands there, with a sign that points to it. */
function Limit({ label, y }: Pick<Line, "label"> & { y: number | null }) {
  return (
    <>
      {y !== null && <line x2="100%" y1={y} y2={y} strokeDasharray="4 3" className="stroke-n12" />}
      <text x="100%" y={(y ?? 0) - 5} textAnchor="end" className="fill-n12 text-meta">
        {y === null ? `${label} ↑` : label}
      </text>
    </>
  );
}
