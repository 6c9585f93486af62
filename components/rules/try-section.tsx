"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { Pick } from "#components/ui/pick.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Place, TrialOutcome, TryRule } from "./acts.ts";
import type { Draft, SortedFaults } from "./draft.ts";
import { Trial } from "./trial.tsx";

const noFaults: SortedFaults = { fields: {}, others: [] };
const spans = [7, 30, 90] as const;

interface Props {
  place: Place;
  draft: Draft;
  tryRule: TryRule;
  onFaults: (faults: SortedFaults) => void;
}

type Shown = { of: string; outcome: TrialOutcome | null };

/** Tries the rule as it is typed on what happened lately. */
export function TrySection({ place, draft, tryRule, onFaults }: Props) {
  const t = useTranslations("rules.trial");
  const [pending, start] = useTransition();
  const [days, setDays] = useState<number>(spans[0]);
  const [shown, setShown] = useState<Shown | null>(null);
  const typed = JSON.stringify([draft, days]);
  const press = (): void =>
    start(async () => {
      const outcome = await tryRule(place, draft, days).catch(() => null);
      setShown({ of: typed, outcome });
      onFaults(outcome?.outcome === "invalid" ? outcome.faults : noFaults);
    });
  return (
    <Section id="trial" title={t("title")}>
      <p className="text-n11">{t("body")}</p>
      <div className="flex flex-wrap items-end gap-3">
        <div className="w-40">
          <Pick
            id="trial-days"
            label={t("days")}
            error={undefined}
            value={String(days)}
            onChange={(value) => setDays(Number(value))}
            options={spans.map((span) => ({ value: String(span), label: t("lastDays", { days: span }) }))}
          />
        </div>
        <Button aria-disabled={pending} onClick={() => !pending && press()} className="max-md:h-10">
          {t(pending ? "trying" : "try")}
        </Button>
      </div>
      <div role="status" className="empty:hidden">
        {shown && <Outcome {...shown} isOld={shown.of !== typed} />}
      </div>
    </Section>
  );
}

function Outcome({ outcome, isOld }: Shown & { isOld: boolean }) {
  const t = useTranslations("rules.trial");
  if (outcome?.outcome === "invalid") return <p className="text-n11">{t("invalid")}</p>;
  if (outcome?.outcome !== "tried") return <p className="text-n11">{t(outcome ? "busy" : "unreachable")}</p>;
  return (
    <>
      {isOld && <p className="pb-2 text-n11">{t("old")}</p>}
      <Trial trial={outcome.trial} rule={outcome.rule} />
    </>
  );
}
