import Link from "next/link";
import { useTranslations } from "next-intl";
import { splitTitle } from "#components/issues/title.ts";
import { RowKeys } from "#components/keys/row-keys.tsx";
import { cx } from "#components/ui/cx.ts";
import { When } from "#components/ui/when.tsx";
import type { ExplainedDecision } from "#lib/model/cause.ts";
import type { DecisionSummary } from "#lib/model/incident.ts";
import { column } from "./columns.ts";
import { outcomeOf } from "./outcome.ts";
import { Because, DecisionDetail, DecisionSentence } from "./sentence.tsx";

export function DecisionTable({ decisions }: { decisions: readonly ExplainedDecision[] }) {
  const t = useTranslations("decisions");
  return (
    <div className="@container">
      <table className="w-full table-fixed @max-4xl:block">
        <caption className="sr-only">{t("label")}</caption>
        <thead className="@max-4xl:sr-only">
          <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
            <th className={column.at}>{t("column.at")}</th>
            <th className={column.signal}>{t("column.signal")}</th>
            <th className={column.about}>{t("column.about")}</th>
            <th className={column.action}>{t("column.action")}</th>
            <th className={column.why}>{t("column.why")}</th>
            <th className={column.policy}>{t("column.policy")}</th>
          </tr>
        </thead>
        <tbody className="border-t @max-4xl:block">
          {decisions.map((decision) => (
            <Row key={decision.id} decision={decision} />
          ))}
        </tbody>
      </table>
      <RowKeys />
    </div>
  );
}

const isTold = (decision: DecisionSummary): boolean => ["send", "update"].includes(outcomeOf(decision));

/** Without a signal a person did it, or its time had come. */
const isByPerson = ({ reason, by, cause }: ExplainedDecision): boolean =>
  reason === "resolved" || (reason === "step" && by !== null && cause?.kind !== "silence");

function Row({ decision }: { decision: ExplainedDecision }) {
  const t = useTranslations();
  return (
    <tr className="border-b border-n5 hover:bg-n3 @4xl:h-9 [&>td]:@4xl:py-2 @max-4xl:grid @max-4xl:grid-cols-[minmax(0,1fr)_auto] @max-4xl:gap-y-0.5 @max-4xl:py-2">
      <td className={column.at}>
        <When at={decision.at} />
      </td>
      <td className={column.signal}>
        {decision.signal ? t(`signal.${decision.signal}`) : t(isByPerson(decision) ? "decisions.person" : "decisions.time")}
      </td>
      <td className={column.about}>
        <About decision={decision} />
      </td>
      <td className={cx(column.action, isTold(decision) ? "font-medium" : "text-n10")}>{t(`action.${outcomeOf(decision)}`)}</td>
      <td className={column.why}>
        <span className={isTold(decision) ? undefined : "text-n11"}>
          <span className="@4xl:hidden">
            <DecisionSentence decision={decision} />
          </span>
          <span className="inline-block first-letter:uppercase @max-4xl:hidden">
            <Because decision={decision} />
          </span>
        </span>
        <DecisionDetail decision={decision} />
      </td>
      <td className={column.policy}>{decision.policy}</td>
    </tr>
  );
}

/** The error by its title; the incident stands behind it, unless it is what the decision is about. */
function About({ decision: { issue, title, incident } }: { decision: DecisionSummary }) {
  const t = useTranslations("decisions");
  const about = issue ? `/issues/${encodeURIComponent(issue)}` : incident && `/incidents/${incident}`;
  if (!about) return null;
  const { type, message } = splitTitle(title ?? issue ?? t("incident"));
  return (
    <span className="flex min-w-0 justify-between gap-x-3">
      <Link href={about} prefetch={false} data-row className="-my-0.5 min-w-0 truncate py-0.5 hover:underline">
        <bdi>
          {type && <span className="font-medium">{type} </span>}
          <span className={type ? "text-n11" : undefined}>{message}</span>
        </bdi>
      </Link>
      {issue && incident && (
        <Link
          href={`/incidents/${incident}`}
          prefetch={false}
          className="-my-0.5 shrink-0 py-0.5 text-n10 hover:text-n12 hover:underline"
        >
          {t("incident")}
        </Link>
      )}
    </span>
  );
}
