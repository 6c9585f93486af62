import { useNow, useTranslations } from "next-intl";
import { useFieldName } from "#components/incidents/field-name.tsx";
import { useClock } from "#components/incidents/standing.tsx";
import { cx } from "#components/ui/cx.ts";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { EndSilence } from "./acts.ts";
import { EndButton } from "./end-button.tsx";

interface Props {
  silences: readonly SilenceSpec[];
  /** Null when the person may not. */
  end: EndSilence | null;
}

/** What is held back, until when, by whom and why. */
export function SilenceList({ silences, end }: Props) {
  const t = useTranslations("silences");
  const now = useNow();
  if (silences.length === 0) return <p className="text-n11">{t("none")}</p>;
  return (
    <ul aria-label={t("label")} className="border-t">
      {silences.map((silence) => {
        const isOver = silence.until !== undefined && new Date(silence.until) <= now;
        return (
          <li
            key={silence.id ?? silence.match}
            id={silence.id && `silence-${silence.id}`}
            className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 border-b border-n5 py-2 target:bg-accent-soft"
          >
            <div className={cx("min-w-0", isOver && "text-n10")}>
              <code className="font-mono text-code wrap-anywhere">{silence.match}</code>
              <p className="wrap-anywhere">
                {t(`mode.${silence.mode}`)} <Ends silence={silence} isOver={isOver} />
              </p>
              <p className="text-n10 wrap-anywhere">
                {[silence.reason, silence.author && silence.author !== "default" && t("by", { name: silence.author })]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
            </div>
            {end && silence.id && !isOver && <EndButton id={silence.id} match={silence.match} end={end} />}
          </li>
        );
      })}
    </ul>
  );
}

function Ends({ silence, isOver }: { silence: SilenceSpec; isOver: boolean }) {
  const t = useTranslations("silences");
  const clock = useClock();
  const fieldName = useFieldName();
  if (silence.until) return isOver ? t("endedAt", { time: clock(silence.until) }) : t("until", { time: clock(silence.until) });
  if (silence.calendar) return t("calendar", { calendar: silence.calendar });
  if (!silence.while) return null;
  return (
    <>
      {t.rich("while", { condition: silence.while.match })}{" "}
      {t("sameIn", { fields: silence.while.equal.map(fieldName).join(", ") })}
    </>
  );
}
