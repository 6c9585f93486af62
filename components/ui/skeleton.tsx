import { cx } from "./cx.ts";

/** Holds the place of what is on its way. */
export function Skeleton({ className }: { className: string }) {
  return <span aria-hidden className={cx("block rounded-sm bg-n4", className)} />;
}
