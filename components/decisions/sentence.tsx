import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import type { Cause, ExplainedDecision } from "#lib/model/cause.ts";
import type { Reason } from "#lib/model/incident.ts";
import { CauseWords } from "./cause-words.tsx";
import { outcomeOf } from "./outcome.ts";

/** Reasons that name what they are about. */
const caused = ["silenced", "inhibited", "outside_hours", "snoozed", "acknowledged", "step"] as const;

/** Of a symptom it is said of which incident, where that is known. */
const isUnderSilence = (reason: Reason, cause: Cause | null): boolean => reason === "inhibited" && cause?.kind !== "incident";

/** Of a step the silence that it is the first after; who handed it on is no silence. */
const isFirstAfter = (reason: Reason, cause: Cause): boolean => reason === "step" && cause.kind === "silence";

/** Why, in words, with what held it back by its name; of a step which it was, or who handed it on. */
export function Because({ decision: { reason, step, cause } }: { decision: ExplainedDecision }) {
  const t = useTranslations("because");
  const named = caused.find((each) => each === (isUnderSilence(reason, cause) ? "silenced" : reason));
  if (cause && named && !isFirstAfter(reason, cause)) return t.rich(`by.${named}`, { cause: () => <CauseWords cause={cause} /> });
  return reason === "step" && step !== null ? t("stepNumber", { number: step + 1 }) : t(reason);
}

/** What was made of a signal, and why, in one sentence. */
export function DecisionSentence({ decision }: { decision: ExplainedDecision }) {
  const t = useTranslations("decisions");
  return t.rich(`sentence.${outcomeOf(decision)}`, { because: () => <Because decision={decision} /> });
}

function Mend() {
  const t = useTranslations("decisions");
  return (
    <Link href="/settings/channels" prefetch={false} className="relative z-10 underline decoration-n8 underline-offset-2">
      {t("mend")}
    </Link>
  );
}

/** Who was told, who was named but not there, who would have been told, and which silence it is the first after. */
export function DecisionDetail({ decision }: { decision: ExplainedDecision }) {
  const t = useTranslations("decisions");
  const { to, skipped, lines, would, cause, action, reason } = decision;
  const ended = action === "send" && cause?.kind === "silence" ? cause : null;
  const parts: [string, ReactNode][] = [
    ["ended", ended && t.rich("afterSilence", { cause: () => <CauseWords cause={ended} isShort /> })],
    ["to", to.length > 0 && t("to", { channels: to.join(", ") })],
    ["lines", lines.length > 0 && t("lines", { channels: lines.join(", ") })],
    ["skipped", skipped.length > 0 && t("skipped", { channels: skipped.join(", ") })],
    ["mend", reason === "no_channel" && <Mend />],
    ["would", would.length > 0 && t("would", { channels: would.join(", ") })],
  ];
  return (
    <span className="text-n10 wrap-anywhere">
      {parts
        .filter(([, part]) => part)
        .map(([name, part]) => (
          <Fragment key={name}>
            {" · "}
            {part}
          </Fragment>
        ))}
    </span>
  );
}
