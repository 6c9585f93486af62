import { useTranslations } from "next-intl";
import { useClock } from "#components/incidents/standing.tsx";
import type { DecisionSummary } from "#lib/model/incident.ts";

/** What was made of a signal, and why, in one sentence. */
export function DecisionSentence({ decision }: { decision: Pick<DecisionSummary, "action" | "reason"> }) {
  const t = useTranslations();
  return t(`decisions.sentence.${decision.action}`, { because: t(`because.${decision.reason}`) });
}

/** Who was told, who was named but not there, and what held it back. */
export function DecisionDetail({ decision }: { decision: DecisionSummary }) {
  const t = useTranslations("decisions");
  const { to, skipped } = decision;
  const parts = [
    to.length > 0 && t("to", { channels: to.join(", ") }),
    skipped.length > 0 && t("skipped", { channels: skipped.join(", ") }),
  ].filter((part) => part !== false);
  return (
    <span className="text-n10 wrap-anywhere">
      {parts.join(" · ")}
      <HeldBy decision={decision} />
    </span>
  );
}

/** A silence is shown where it stands; a snooze says when it ends. */
function HeldBy({ decision: { by, reason } }: { decision: DecisionSummary }) {
  const t = useTranslations("decisions");
  const clock = useClock();
  if (by === null) return null;
  if (reason === "silenced" || reason === "inhibited")
    return (
      <a href={`/policies?view=silences#silence-${encodeURIComponent(by)}`} className="relative z-10 underline hover:text-n12">
        {t("silence")}
      </a>
    );
  if (reason === "snoozed" && !Number.isNaN(Date.parse(by))) return t("heldUntil", { time: clock(by) });
  return t("heldBy", { by });
}
