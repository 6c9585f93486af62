import { type Band, barsOf, roundUp, sum } from "./stack.ts";

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

/** As many times as a phone has room for. */
const labelled = (index: number, count: number): boolean => index % Math.ceil(count / 4) === 0;

/** Columns as parts of the width and of a fixed height: the server draws them for every screen, and no text is ever stretched. */
export function Plot({ bands, slots, write, line, before, at }: Props) {
  const totals = slots.map((_, slot) => sum(bands.map(({ counts }) => counts[slot] ?? 0)));
  const top = roundUp(Math.max(...totals, ...(before ?? []), line?.value ?? 0));
  const width = 100 / Math.max(slots.length, 1);
  return (
    <svg aria-hidden="true" width="100%" height={height + above + below} className="block overflow-visible">
      <svg aria-hidden="true" y={above} width="100%" height={height} className="overflow-visible">
        {at !== null && <rect x={`${at * width}%`} width={`${width}%`} height={height} className="fill-n4" />}
        {[1, 0.5, 0].map((part) => (
          <g key={part}>
            <line
              x2="100%"
              y1={height * (1 - part)}
              y2={height * (1 - part)}
              className={part === 0 ? "stroke-n7" : "stroke-n5"}
            />
            {part > 0 && (
              <text y={height * (1 - part) - 5} className="fill-n10 text-meta">
                {write(top * part)}
              </text>
            )}
          </g>
        ))}
        {barsOf(bands, { top, height }).map((bar) => (
          <rect
            key={`${bar.band}-${bar.slot}`}
            x={`${(bar.slot + 0.12) * width}%`}
            width={`${width * 0.76}%`}
            y={bar.y}
            height={bar.height}
            fill={`var(--color-${bands[bar.band]?.hue})`}
            fillOpacity={bands[bar.band]?.opacity}
          />
        ))}
        {before?.map((value, slot) => (
          <Mark key={slots[slot]?.long} x={slot * width} width={width} y={height * (1 - value / top)} />
        ))}
        {line && <Limit {...line} y={height * (1 - line.value / top)} />}
        {slots.map(({ short, long }, index) =>
          labelled(index, slots.length) ? (
            <text key={long} x={`${index * width}%`} y={height + 16} className="fill-n10 text-meta">
              {short}
            </text>
          ) : null,
        )}
      </svg>
    </svg>
  );
}

/** A stroke over the column, as wide as the column and a little more. */
function Mark({ x, width, y }: { x: number; width: number; y: number }) {
  return <line x1={`${x + width * 0.04}%`} x2={`${x + width * 0.96}%`} y1={y} y2={y} strokeWidth="1.5" className="stroke-n12" />;
}

function Limit({ label, y }: Line & { y: number }) {
  return (
    <>
      <line x2="100%" y1={y} y2={y} strokeDasharray="4 3" className="stroke-n12" />
      <text x="100%" y={y - 5} textAnchor="end" className="fill-n12 text-meta">
        {label}
      </text>
    </>
  );
}
