import { useTranslations } from "next-intl";
import { useClock } from "#components/ui/when.tsx";
import { isEnding } from "./delays.ts";
import { isLoss, type Turn, wordOf } from "./timeline.ts";

interface Props {
  turn: Turn;
  by: string | null;
  at: string;
}

/** What somebody did with the incident, or Verdict itself. */
export function TurnWords({ turn, ...rest }: Props) {
  return (
    <strong className={isLoss(turn) ? "font-medium text-danger" : "font-medium"}>
      <Sentence turn={turn} {...rest} />
    </strong>
  );
}

function Sentence({ turn, by, at }: Props) {
  const t = useTranslations("incidents.event");
  const clock = useClock();
  const name = by ?? t("itself");
  switch (turn.kind) {
    case "resolve":
      return by ? t("resolved", { name }) : t("resolvedBySystem");
    case "acknowledge":
      return t("acknowledged", { name });
    case "unacknowledge":
      return t("unacknowledged", { name });
    case "snooze":
      return isEnding(at, turn.until) ? t("woken", { name }) : t("snoozed", { name, time: clock(turn.until.toISOString()) });
    case "reassign":
      return t("reassigned", { name, channels: turn.to.join(", ") });
    case "failed":
      return t(wordOf(turn), { number: turn.step + 1 });
    case "mended":
      return t("mended", { channel: turn.channel });
    default:
      return t(turn.kind);
  }
}
