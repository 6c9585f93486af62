import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** A word about state: outlined, in the text's own colour. */
export function Badge({ children, dashed = false }: { children: ReactNode; dashed?: boolean }) {
  return (
    <span
      className={cx(
        "inline-flex h-5 items-center rounded-sm border border-n7 px-1.5 text-meta whitespace-nowrap text-n11",
        dashed && "border-dashed",
      )}
    >
      {children}
    </span>
  );
}
