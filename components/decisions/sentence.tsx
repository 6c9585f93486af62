import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import type { Cause, ExplainedDecision } from "#lib/model/cause.ts";
import type { DecisionSummary } from "#lib/model/incident.ts";
import { CauseWords } from "./cause-words.tsx";

type Said = Pick<DecisionSummary, "action" | "reason" | "step" | "by">;

/** Why, in words; of a step which it was, and of what a person handed on that it was so. */
export function Because({ decision: { reason, step, by } }: { decision: Said }) {
  const t = useTranslations("because");
  if (reason !== "step") return t(reason);
  if (by !== null) return t("handed");
  return step === null ? t("step") : t("stepNumber", { number: step + 1 });
}

/** What was made of a signal, and why, in one sentence. */
export function DecisionSentence({ decision }: { decision: Said }) {
  const t = useTranslations("decisions");
  return t.rich(`sentence.${decision.action}`, { because: () => <Because decision={decision} /> });
}

/** What held it back, who was told, who was named but not there, and who would have been told. */
export function DecisionDetail({ decision }: { decision: ExplainedDecision }) {
  const t = useTranslations("decisions");
  const { to, skipped, lines, would, cause } = decision;
  const parts: [string, ReactNode][] = [
    ["cause", cause && <CauseOf decision={decision} cause={cause} />],
    ["to", to.length > 0 && t("to", { channels: to.join(", ") })],
    ["lines", lines.length > 0 && t("lines", { channels: lines.join(", ") })],
    ["skipped", skipped.length > 0 && t("skipped", { channels: skipped.join(", ") })],
    ["would", would.length > 0 && t("would", { channels: would.join(", ") })],
  ];
  return (
    <span className="text-n10 wrap-anywhere">
      {parts
        .filter(([, part]) => part)
        .map(([name, part], place) => (
          <Fragment key={name}>
            {place > 0 && " · "}
            {part}
          </Fragment>
        ))}
    </span>
  );
}

/** What is told first after a silence says which one ended; else a cause is what held it back. */
function CauseOf({ decision, cause }: { decision: ExplainedDecision; cause: Cause }) {
  const t = useTranslations("decisions");
  const isFirstAfter = cause.kind === "silence" && decision.action === "send";
  return t.rich(isFirstAfter ? "afterSilence" : cause.kind === "other" ? "byWhom" : "heldBy", {
    cause: () => <CauseWords cause={cause} />,
  });
}
