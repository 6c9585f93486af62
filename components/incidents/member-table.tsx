import Link from "next/link";
import { useTranslations } from "next-intl";
import { splitTitle } from "#components/issues/title.ts";
import { RowKeys } from "#components/keys/row-keys.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Quantity } from "#components/ui/quantity.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentDetail } from "#lib/model/incident.ts";
import { IssueStatus } from "#lib/model/issue.ts";
import { memberHref } from "./answer.tsx";

type Member = IncidentDetail["issues"][number];

const column = {
  severity: "@4xl:w-23 @max-4xl:col-start-1 @max-4xl:row-start-1",
  issue: "pr-4 @max-4xl:col-start-2 @max-4xl:row-start-1 @max-4xl:pr-2",
  users: "w-20 pr-4 text-right @max-4xl:hidden",
  events: "text-right @4xl:w-20 @4xl:pr-4 @max-4xl:hidden",
  lastSeen: "text-right text-n11 @4xl:w-20 @max-4xl:col-start-3 @max-4xl:row-start-1 @max-4xl:text-meta",
} as const;

/** The issues that make the incident, each a way to its page. */
export function MemberTable({ issues }: { issues: readonly Member[] }) {
  const t = useTranslations("incidents");
  if (issues.length === 0) return null;
  return (
    <Section id="members" title={t("members")} aside={<span className="text-n10">{issues.length}</span>}>
      <div className="@container">
        <table className="w-full table-fixed @max-4xl:block">
          <caption className="sr-only">{t("members")}</caption>
          <thead className="@max-4xl:sr-only">
            <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
              <th className={column.severity}>{t("member.severity")}</th>
              <th className={column.issue}>{t("member.issue")}</th>
              <th className={column.users}>{t("member.users")}</th>
              <th className={column.events}>{t("member.events")}</th>
              <th className={column.lastSeen}>{t("member.lastSeen")}</th>
            </tr>
          </thead>
          <tbody className="border-t @max-4xl:block">
            {issues.map((issue) => (
              <Row key={`${issue.installation}:${issue.id}`} issue={issue} />
            ))}
          </tbody>
        </table>
      </div>
      <RowKeys />
    </Section>
  );
}

function Row({ issue }: { issue: Member }) {
  const t = useTranslations("status");
  const { type, message } = splitTitle(issue.title);
  const status = IssueStatus.safeParse(issue.status);
  return (
    <tr className="relative h-9 border-b border-n5 transition-colors hover:bg-n3 @max-4xl:grid @max-4xl:h-auto @max-4xl:grid-cols-[1.375rem_minmax(0,1fr)_auto] @max-4xl:py-2">
      <td className={column.severity}>{issue.severity && <SeverityMark severity={issue.severity} wordOn="wide" />}</td>
      <td className={column.issue}>
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={memberHref(issue)}
            prefetch={false}
            data-row
            className="min-w-0 truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            <bdi>
              {type && <span className="font-medium">{type} </span>}
              <span className={type ? "text-n11" : undefined}>{message}</span>
            </bdi>
          </Link>
          {status.success && status.data !== "unresolved" && <Badge>{t(status.data)}</Badge>}
        </span>
      </td>
      <td className={column.users}>
        <Quantity count={issue.users} unit="users" unitOn="narrow" />
      </td>
      <td className={column.events}>
        <Quantity count={issue.events} unit="events" unitOn="narrow" />
      </td>
      <td className={column.lastSeen}>{issue.last_seen && <When at={issue.last_seen} />}</td>
    </tr>
  );
}
