"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Summarize } from "./acts.ts";
import type { Value } from "./item.ts";

interface Props {
  /** What the form begins with, in words. */
  begun: string | null;
  value: Value;
  summarize: Summarize;
}

const restMs = 300;

/** What the policy says as it is typed, in plain words. */
export function Summary({ begun, value, summarize }: Props) {
  const t = useTranslations("policyForm");
  const { said, isBehind } = useSummary({ begun, value, summarize });
  return (
    <section aria-labelledby="summary-title" className="grid gap-1">
      <h2 id="summary-title" className="text-section font-medium">
        {t("summary")}
      </h2>
      <p aria-live="polite" aria-busy={isBehind} className="wrap-anywhere">
        {said ?? <span className="text-n10">{t("summaryNone")}</span>}
      </p>
    </section>
  );
}

function useSummary({ begun, value, summarize }: Props): { said: string | null; isBehind: boolean } {
  const typed = JSON.stringify(value);
  const shown = useRef(typed);
  const [said, setSaid] = useState(begun);
  const [behind, setBehind] = useState(false);
  useEffect(() => {
    const isShown = shown.current === typed;
    setBehind(!isShown);
    if (isShown) return;
    const soon = setTimeout(async () => {
      const answer = await summarize(value).catch(() => null);
      if (!isLeft) shown.current = typed;
      if (!isLeft) setSaid(answer);
      if (!isLeft) setBehind(false);
    }, restMs);
    let isLeft = false;
    return () => {
      isLeft = true;
      clearTimeout(soon);
    };
  }, [typed]);
  return { said, isBehind: behind };
}
