import Link from "next/link";
import type { ReactNode } from "react";

export interface Figure {
  name: string;
  /** What the number is, for who asks. */
  meaning: string;
  value: ReactNode;
  href?: string;
  /** Drawn under it. */
  below?: ReactNode;
}

/** Names on the left and numbers under each other on the right. */
export function Figures({ rows }: { rows: readonly Figure[] }) {
  return (
    <dl>
      {rows.map(({ name, meaning, value, href, below }) => (
        <div
          key={name}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 border-b border-n5 py-1.5 last:border-0"
        >
          <dt title={meaning} className="cursor-help text-n11 decoration-n7 decoration-dotted underline-offset-4 hover:underline">
            {name}
          </dt>
          <dd className="text-right">
            {href ? (
              <Link href={href} prefetch={false} className="hover:underline">
                {value}
              </Link>
            ) : (
              value
            )}
          </dd>
          {below && <dd className="col-span-2">{below}</dd>}
        </div>
      ))}
    </dl>
  );
}

/** What the figures of a page mean, for who cannot hover. */
export function Meanings({ rows }: { rows: readonly Pick<Figure, "name" | "meaning">[] }) {
  return (
    <dl className="grid max-w-200 gap-x-6 gap-y-2 md:grid-cols-[12rem_minmax(0,1fr)]">
      {rows.map(({ name, meaning }) => (
        <div key={name} className="md:col-span-2 md:grid md:grid-cols-subgrid">
          <dt className="font-medium">{name}</dt>
          <dd className="text-n11">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
