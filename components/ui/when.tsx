import { useFormatter, useNow } from "next-intl";

/** How long ago, with the full time on hover, on focus of its row, and to screen readers. */
export function When({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow();
  const date = new Date(at);
  const full = format.dateTime(date, { dateStyle: "medium", timeStyle: "long", hourCycle: "h23" });
  return (
    <time dateTime={at} className="group/when relative whitespace-nowrap">
      {format.relativeTime(date, { now, style: "narrow" })}
      <span className="pointer-events-none absolute right-0 bottom-full z-20 mb-1 hidden rounded-md bg-n12 px-2 py-1 text-meta text-n1 group-hover/when:block">
        {full}
      </span>
    </time>
  );
}
