import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

interface Props {
  label: string;
  items: readonly { key: string; href: string; current: boolean; content: ReactNode }[];
}

/** Alternatives side by side, each one an address. */
export function Segmented({ label, items }: Props) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1">
        {items.map(({ key, href, current, content }) => (
          <li key={key}>
            <Link
              href={href}
              scroll={false}
              prefetch={false}
              aria-current={current ? "true" : undefined}
              className={cx(
                "inline-flex h-7 items-center gap-1.5 rounded-md px-2 transition-colors",
                current ? "bg-n4 text-n12" : "text-n11 hover:bg-n3",
              )}
            >
              {content}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
