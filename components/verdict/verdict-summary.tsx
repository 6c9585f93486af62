import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge.tsx";
import type { CategoryNames } from "#lib/model/preset.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { CategoryTag } from "./category-tag.tsx";
import { SeverityMark } from "./severity-mark.tsx";

type Props = { verdict: Verdict; names: CategoryNames | null };

/** What, how bad, why, what to do, retry: in that order, each a sentence. */
export function VerdictSummary({ verdict, names }: Props) {
  const t = useTranslations();
  return (
    <dl className="grid gap-y-3 md:grid-cols-[6rem_minmax(0,1fr)]">
      <Row name={t("verdict.what")}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <strong className="text-section font-medium">
            <CategoryTag category={verdict.category} names={names} />
          </strong>
          {names && <span className="text-n10">{t("verdict.ownName", { category: t(`category.${verdict.category}`) })}</span>}
          {verdict.provisional && <Badge dashed>{t("verdict.provisional")}</Badge>}
        </span>
        <span className="block text-n11">{t(`categoryMeaning.${verdict.category}`)}</span>
      </Row>
      <Row name={t("verdict.howBad")}>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <strong className="text-section font-medium">
            <SeverityMark severity={verdict.severity} />
          </strong>
          {verdict.requires_immediate_action && <Badge>{t("verdict.actNow")}</Badge>}
        </span>
        <span className="block text-n11">
          {verdict.requires_immediate_action && verdict.severity !== "critical"
            ? t("verdict.actNowUnknown")
            : t(`severityMeaning.${verdict.severity}`)}
        </span>
      </Row>
      <Row name={t("verdict.why")}>{verdict.root_cause}</Row>
      <Row name={t("verdict.whatToDo")}>
        {verdict.fix_suggestion}{" "}
        <span className="text-n10">{t("verdict.fixTime", { time: t(`fixTime.${verdict.estimated_fix_time}`) })}</span>
      </Row>
      <Row name={t("verdict.retry")}>
        <Retry verdict={verdict} />
      </Row>
    </dl>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid gap-y-0.5 md:col-span-2 md:grid-cols-subgrid md:items-baseline">
      <dt className="text-meta text-n10 md:text-body">{name}</dt>
      <dd className="max-w-[72ch] min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

function Retry({ verdict }: Pick<Props, "verdict">) {
  const t = useTranslations("verdict");
  if (!verdict.should_retry) return t("retryNo");
  const seconds = Math.ceil(verdict.retry_after_seconds ?? 0);
  if (seconds === 0) return t("retryYes");
  return seconds < 120 ? t("retryAfter", { seconds }) : t("retryAfterMinutes", { minutes: Math.ceil(seconds / 60) });
}
