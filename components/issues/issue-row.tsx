import Link from "next/link";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Quantity } from "#components/ui/quantity.tsx";
import { When } from "#components/ui/when.tsx";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { Confidence } from "#components/verdict/confidence.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IssueSummary } from "#lib/model/issue.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { column } from "./columns.ts";
import { splitTitle } from "./title.ts";

interface Props {
  issue: IssueSummary;
  href: string;
}

export function IssueRow({ issue, href }: Props) {
  const t = useTranslations("issues");
  const { verdict } = issue;
  return (
    <tr className="relative h-9 border-b transition-colors hover:bg-n3 max-md:grid max-md:h-auto max-md:grid-cols-[auto_minmax(0,1fr)_auto] max-md:gap-y-0.5 max-md:py-2">
      <td className={column.severity}>{verdict && <SeverityMark severity={verdict.severity} wordOn="wide" />}</td>
      <td className={column.issue}>
        <Title issue={issue} href={href} />
      </td>
      <td className={column.category}>
        <Label verdict={verdict} />
      </td>
      <td className={column.confidence}>{verdict && <Confidence value={verdict.confidence} />}</td>
      <td className={column.retry}>{verdict && t(verdict.should_retry ? "retryYes" : "retryNo")}</td>
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

function Title({ issue, href }: Props) {
  const t = useTranslations();
  const { type, message } = splitTitle(issue.title);
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link
        href={href}
        prefetch={false}
        data-row
        className="min-w-0 truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
      >
        <bdi>
          {type && <span className="font-medium">{type} </span>}
          <span className={type ? "text-n11" : undefined}>{message}</span>
        </bdi>
      </Link>
      {issue.verdict?.provisional && <Badge dashed>{t("verdict.provisional")}</Badge>}
      {issue.corrected && <Badge>{t("verdict.corrected")}</Badge>}
      {issue.status !== "unresolved" && <Badge>{t(`status.${issue.status}`)}</Badge>}
    </span>
  );
}

function Label({ verdict }: { verdict: Verdict | null }) {
  const t = useTranslations();
  if (!verdict) return <span className="text-n10">{t("verdict.pending")}</span>;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <span className="md:hidden">{t(`severity.${verdict.severity}`)}</span>
      <CategoryTag category={verdict.category} />
    </span>
  );
}
