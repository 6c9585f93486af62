import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { splitTitle } from "#components/issues/title.ts";
import { RowKeys } from "#components/keys/row-keys.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentDetail } from "#lib/model/incident.ts";
import { IssueStatus } from "#lib/model/issue.ts";
import { memberHref } from "./answer.tsx";

type Member = IncidentDetail["issues"][number];

const column = {
  severity: "@2xl:w-23 @max-2xl:col-start-1 @max-2xl:row-start-2 @max-2xl:text-meta",
  issue: "pr-4 @max-2xl:col-start-1 @max-2xl:row-start-1 @max-2xl:pr-2",
  users: "text-right @2xl:w-20 @2xl:pr-4 @max-2xl:col-start-2 @max-2xl:row-start-2 @max-2xl:text-meta @max-2xl:text-n11",
  events: "w-20 pr-4 text-right @max-2xl:hidden",
  lastSeen: "text-right text-n11 @2xl:w-20 @max-2xl:col-start-2 @max-2xl:row-start-1 @max-2xl:text-meta",
} as const;

/** The issues that make the incident, each a way to its page. */
export function MemberTable({ issues }: { issues: readonly Member[] }) {
  const t = useTranslations("incidents");
  if (issues.length === 0) return null;
  return (
    <Section id="members" title={t("members")} aside={<span className="text-n10">{issues.length}</span>}>
      <div className="@container">
        <table className="w-full table-fixed @max-2xl:block">
          <caption className="sr-only">{t("members")}</caption>
          <thead className="@max-2xl:sr-only">
            <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
              <th className={column.severity}>{t("member.severity")}</th>
              <th className={column.issue}>{t("member.issue")}</th>
              <th className={column.users}>{t("member.users")}</th>
              <th className={column.events}>{t("member.events")}</th>
              <th className={column.lastSeen}>{t("member.lastSeen")}</th>
            </tr>
          </thead>
          <tbody className="border-t @max-2xl:block">
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
    <tr className="relative h-9 border-b border-n5 transition-colors hover:bg-n3 @max-2xl:grid @max-2xl:h-auto @max-2xl:grid-cols-[minmax(0,1fr)_auto] @max-2xl:gap-y-0.5 @max-2xl:py-2">
      <td className={column.severity}>{issue.severity && <SeverityMark severity={issue.severity} />}</td>
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
        <Count of={issue.users} unit="users" />
      </td>
      <td className={column.events}>
        <Count of={issue.events} unit="events" />
      </td>
      <td className={column.lastSeen}>{issue.last_seen && <When at={issue.last_seen} />}</td>
    </tr>
  );
}

/** A number under its heading; where the list is narrow the headings are gone, and it says its unit. */
function Count({ of: count, unit }: { of: number | null; unit: "users" | "events" }) {
  const t = useTranslations();
  const format = useFormatter();
  if (count === null) return <span className="sr-only">{t("ui.unknown")}</span>;
  return (
    <>
      {format.number(count)} <span className="@2xl:sr-only">{t(`quantity.${unit}`, { count })}</span>
    </>
  );
}
