import { useTranslations } from "next-intl";
import type { DecisionSummary } from "#lib/model/incident.ts";

/** What was made of a signal, and why, in one sentence. */
export function DecisionSentence({ decision }: { decision: Pick<DecisionSummary, "action" | "reason"> }) {
  const t = useTranslations();
  return t(`decisions.sentence.${decision.action}`, { because: t(`because.${decision.reason}`) });
}

/** Who was told, who was named but not there, and what held it back. */
export function DecisionDetail({ decision: { to, skipped, by, reason } }: { decision: DecisionSummary }) {
  const t = useTranslations("decisions");
  const parts = [
    to.length > 0 && t("to", { channels: to.join(", ") }),
    skipped.length > 0 && t("skipped", { channels: skipped.join(", ") }),
    by && reason !== "silenced" && t("heldBy", { by }),
  ].filter((part) => part !== false && part !== null);
  if (parts.length === 0 && !by) return null;
  return (
    <span className="text-n10 wrap-anywhere">
      {parts.join(" · ")}
      {by && reason === "silenced" && (
        <a href={`/policies?view=silences#silence-${by}`} className="relative z-10 underline hover:text-n12">
          {t("silence")}
        </a>
      )}
    </span>
  );
}
