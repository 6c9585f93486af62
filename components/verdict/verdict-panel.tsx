"use client";
import { useTranslations } from "next-intl";
import { startTransition, useOptimistic, useState } from "react";
import { toast } from "sonner";
import { useKeys } from "#components/keys/use-keys.ts";
import { Button } from "#components/ui/button.tsx";
import type { StoredVerdict } from "#lib/model/issue.ts";
import type { CorrectionInput } from "#lib/model/verdict.ts";
import { type Choices, CorrectionDialog } from "./correction-dialog.tsx";
import { VerdictSummary } from "./verdict-summary.tsx";

export type CorrectionOutcome = { ok: true; verdict: StoredVerdict } | { ok: false; reason: "refused" | "gone" };
export type Correct = (input: CorrectionInput) => Promise<CorrectionOutcome>;

interface Props {
  verdict: StoredVerdict;
  choices: Choices;
  /** Null when the person may not correct. */
  correct: Correct | null;
}

/** The verdict with its two buttons; what a person says shows at once and goes back when the server refuses. */
export function VerdictPanel({ verdict, choices, correct }: Props) {
  const t = useTranslations();
  const [shown, assume] = useOptimistic(verdict, asCorrected);
  const [open, setOpen] = useState(false);
  useKeys({ c: () => correct && setOpen(true) });

  function send(input: CorrectionInput): void {
    setOpen(false);
    startTransition(async () => {
      assume(input);
      const outcome = await correct?.(input).catch(() => null);
      if (!outcome?.ok) toast.error(t("correct.failed", { reason: t(`correct.failure.${outcome?.reason ?? "unreachable"}`) }));
      else if (input.agree) toast(t("correct.agreed"));
      else
        toast(
          t("correct.saved", {
            category: t(`category.${outcome.verdict.category}`),
            severity: t(`severity.${outcome.verdict.severity}`),
          }),
        );
    });
  }

  return (
    <section aria-label={t("verdict.section")} className="grid content-start gap-4">
      <VerdictSummary verdict={shown} />
      {shown.findings.map((finding) => (
        <p key={finding} className="max-w-[72ch] text-n11 md:ml-24">
          {t(`finding.${finding}`)}
        </p>
      ))}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 md:pl-24">
        <span className="text-n11">{t(correct ? "correct.question" : "correct.viewerWhy")}</span>
        {correct && (
          <span className="flex gap-2">
            <Button onClick={() => send({ agree: true })}>{t("correct.right")}</Button>
            <Button onClick={() => setOpen(true)} aria-keyshortcuts="c">
              {t("correct.wrong")}
            </Button>
          </span>
        )}
      </div>
      <CorrectionDialog verdict={verdict} choices={choices} open={open} onOpenChange={setOpen} onSave={send} />
    </section>
  );
}

function asCorrected(verdict: StoredVerdict, { agree, category, severity }: CorrectionInput): StoredVerdict {
  if (agree) return verdict;
  return {
    ...verdict,
    category: category ?? verdict.category,
    severity: severity ?? verdict.severity,
    tier: "human",
    provisional: false,
  };
}
