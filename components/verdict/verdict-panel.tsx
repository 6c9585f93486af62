"use client";
import { useTranslations } from "next-intl";
import { startTransition, useOptimistic, useState } from "react";
import { toast } from "sonner";
import { useKeys } from "#components/keys/use-keys.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { StoredVerdict } from "#lib/model/issue.ts";
import type { CorrectionInput } from "#lib/model/verdict.ts";
import { type Choices, CorrectionForm } from "./correction-form.tsx";
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

  const send = (input: CorrectionInput): void =>
    startTransition(async () => {
      assume(input);
      const outcome = await correct?.(input).catch(() => null);
      if (!outcome?.ok) toast.error(t("correct.failed", { reason: t(`correct.failure.${outcome?.reason ?? "unreachable"}`) }));
      else if (input.agree) toast(t("correct.agreed"));
      else
        toast(
          t("correct.saved", {
            category: choices.names?.[outcome.verdict.category] ?? t(`category.${outcome.verdict.category}`),
            severity: t(`severity.${outcome.verdict.severity}`),
          }),
        );
    });

  return (
    <section aria-label={t("verdict.section")} className="grid content-start gap-4">
      <VerdictSummary verdict={shown} names={choices.names} />
      {shown.findings.map((finding) => (
        <p key={finding} className="max-w-[72ch] text-n11 md:ml-24">
          {t(`finding.${finding}`)}
        </p>
      ))}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 md:pl-24">
        {correct ? (
          <Question verdict={verdict} choices={choices} onAnswer={send} />
        ) : (
          <p className="text-n11">{t("correct.viewerWhy")}</p>
        )}
      </div>
    </section>
  );
}

type Asked = Omit<Props, "correct"> & { onAnswer: (input: CorrectionInput) => void };

function Question({ verdict, choices, onAnswer }: Asked) {
  const t = useTranslations("correct");
  const [open, setOpen] = useState(false);
  useKeys({ c: () => setOpen(true) });
  const save = (input: CorrectionInput): void => {
    setOpen(false);
    onAnswer(input);
  };
  return (
    <>
      <p className="text-n11">{t("question")}</p>
      <div className="flex gap-2">
        <Button onClick={() => onAnswer({ agree: true })}>{t("right")}</Button>
        <Button onClick={() => setOpen(true)} aria-keyshortcuts="c">
          {t("wrong")}
        </Button>
      </div>
      <Dialog open={open} onOpenChange={setOpen} title={t("title")} description={t("description")}>
        <CorrectionForm verdict={verdict} choices={choices} onSave={save} onCancel={() => setOpen(false)} />
      </Dialog>
    </>
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
