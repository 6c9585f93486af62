import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import type { Severity } from "#lib/model/taxonomy.ts";

const shapes: Record<Severity, { colour: string; shape: ReactNode }> = {
  critical: { colour: "text-critical", shape: <path d="M4.2.5h5.6l3.7 3.7v5.6l-3.7 3.7H4.2L.5 9.8V4.2z" /> },
  high: { colour: "text-high", shape: <path d="M7 1 13.6 13H.4z" /> },
  medium: { colour: "text-medium", shape: <path d="m7 .6 6.4 6.4L7 13.4.6 7z" /> },
  low: { colour: "text-low", shape: <circle cx="7" cy="7" r="5" /> },
  info: { colour: "text-info", shape: <circle cx="7" cy="7" r="2.75" /> },
};

/** Shape, colour and word; in a narrow list the word may stand elsewhere. */
export function SeverityMark({ severity, wordOn = "all" }: { severity: Severity; wordOn?: "all" | "wide" }) {
  const t = useTranslations("severity");
  const { colour, shape } = shapes[severity];
  return (
    <span className="inline-flex items-center gap-2 align-middle whitespace-nowrap">
      <svg aria-hidden="true" viewBox="0 0 14 14" className={cx("size-3.5 shrink-0 fill-current", colour)}>
        {shape}
      </svg>
      <span className={wordOn === "wide" ? "@max-4xl:hidden" : undefined}>{t(severity)}</span>
    </span>
  );
}
