"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { PolicySummary } from "#lib/model/policy-summary.ts";
import type { Summarize } from "./acts.ts";
import type { Value } from "./item.ts";

interface Props {
  /** What the form begins with, in words. */
  begun: PolicySummary | null;
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
      <div aria-live="polite" aria-busy={isBehind} className="grid gap-2 wrap-anywhere">
        {said ? <Sentences said={said} /> : <p className="text-n10">{t("summaryNone")}</p>}
      </div>
    </section>
  );
}

function Sentences({ said: { told, rest } }: { said: PolicySummary }) {
  return (
    <>
      <p>{told}</p>
      <ul className="grid list-disc gap-0.5 pl-4 text-n11 marker:text-n8">
        {rest.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
    </>
  );
}

function useSummary({ begun, value, summarize }: Props): { said: PolicySummary | null; isBehind: boolean } {
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
