import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Quantity } from "#components/ui/quantity.tsx";
import { When } from "#components/ui/when.tsx";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { Confidence } from "#components/verdict/confidence.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IssueSummary } from "#lib/model/issue.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import { column } from "./columns.ts";
import { splitTitle } from "./title.ts";

interface Props {
  issue: IssueSummary;
  href: string;
}

export function IssueRow({ issue, names, href }: Props & { names: CategoryNames | null }) {
  const t = useTranslations();
  const { verdict } = issue;
  return (
    <tr className="relative h-9 border-b border-n5 transition-colors hover:bg-n3 @max-4xl:grid @max-4xl:h-auto @max-4xl:grid-cols-[1.375rem_minmax(0,1fr)_auto] @max-4xl:gap-y-0.5 @max-4xl:py-2">
      <td className={column.severity}>{verdict && <SeverityMark severity={verdict.severity} wordOn="wide" />}</td>
      <td className={column.issue}>
        <Title
          issue={issue}
          href={href}
          hint={names && verdict && t("verdict.ownName", { category: t(`category.${verdict.category}`) })}
        />
      </td>
      <td className={column.category}>
        <Label issue={issue} names={names} />
      </td>
      <td className={column.confidence}>
        <Trust issue={issue} />
      </td>
      <td className={column.retry}>{verdict && t(verdict.should_retry ? "issues.retryYes" : "issues.retryNo")}</td>
      <td className={column.users}>
        <Quantity count={issue.users} unit="users" unitOn="narrow" />
      </td>
      <td className={column.events}>
        <Quantity count={issue.events} unit="events" unitOn="narrow" />
      </td>
      <td className={column.where}>{[issue.project, issue.environment].filter(Boolean).join(" · ")}</td>
      <td className={column.lastSeen}>{issue.last_seen && <When at={issue.last_seen} />}</td>
    </tr>
  );
}

function Title({ issue, href, hint }: Props & { hint: string | null }) {
  const t = useTranslations();
  const { type, message } = splitTitle(issue.title);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link
        href={href}
        prefetch={false}
        title={hint ?? undefined}
        data-row
        className="min-w-0 truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        <bdi>
          {type && <span className="font-medium">{type} </span>}
          <span className={type ? "text-n11" : undefined}>{message}</span>
        </bdi>
      </Link>
      {issue.status !== "unresolved" && <Badge>{t(`status.${issue.status}`)}</Badge>}
    </span>
  );
}

function Label({ issue, names }: { issue: IssueSummary; names: CategoryNames | null }) {
  const t = useTranslations();
  const { verdict } = issue;
  if (!verdict) return <span className="text-n10">{t("verdict.pending")}</span>;
  const isSettled = !verdict.provisional && !issue.corrected;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="@4xl:hidden">{t(`severity.${verdict.severity}`)}</span>
      <CategoryTag category={verdict.category} names={names} />
      {!isSettled && (
        <span className="text-n10 @4xl:hidden">
          <Trust issue={issue} />
        </span>
      )}
    </span>
  );
}

/** How far the verdict can be trusted: a person's word, a guess that may change, or a share. */
function Trust({ issue: { verdict, corrected } }: { issue: IssueSummary }) {
  const t = useTranslations("verdict");
  if (!verdict) return null;
  if (corrected) return t("corrected");
  return verdict.provisional ? t("provisional") : <Confidence value={verdict.confidence} />;
}
