"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { keyed } from "#components/ui/keyed.ts";
import { Section } from "#components/ui/section.tsx";
import type { Frame } from "#lib/model/report.ts";

/** The application's own frames, the crash first; the library's on demand, each in its place. */
export function StackTrace({ frames }: { frames: readonly Frame[] }) {
  const t = useTranslations("report");
  const own = frames.filter((frame) => frame.inApp);
  const hidden = own.length === 0 ? 0 : frames.length - own.length;
  const [all, setAll] = useState(false);
  const toggle = hidden > 0 && (
    <Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
      {all ? t("allFrames") : t("inAppOnly", { count: hidden })}
    </Button>
  );
  return (
    <Section id="stack" title={t("stack")} aside={toggle}>
      {frames.length === 0 && <p className="text-n10">{t("noFrames")}</p>}
      <ol className="font-mono text-code">
        {keyed(frames)
          .filter(({ item }) => all || hidden === 0 || item.inApp)
          .map(({ item, key }) => (
            <FrameLine key={key} frame={item} />
          ))}
      </ol>
    </Section>
  );
}

function FrameLine({ frame }: { frame: Frame }) {
  const t = useTranslations("report");
  return (
    <li className={cx("grid gap-1 border-b py-1.5 last:border-0", !frame.inApp && "text-n10")}>
      <span className="wrap-anywhere">
        <span className={frame.inApp ? "font-medium" : undefined}>{frame.function ?? frame.module ?? "?"}</span>{" "}
        <span className="text-n10">{t("at")}</span> {frame.file}
        {frame.line !== null && <span className="text-n10">:{frame.line}</span>}
        {frame.inApp && <span className="sr-only"> ({t("inApp")})</span>}
      </span>
      {frame.context && (
        <code className="block rounded-sm bg-n3 px-2 py-1 whitespace-pre-wrap text-n12 wrap-anywhere">
          {frame.context.trim()}
        </code>
      )}
    </li>
  );
}
