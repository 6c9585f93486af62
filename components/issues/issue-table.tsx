import { useTranslations } from "next-intl";
import { RowKeys } from "#components/keys/row-keys.tsx";
import type { IssueSummary } from "#lib/model/issue.ts";
import { categoryNames, type PresetOf } from "#lib/model/preset.ts";
import { column } from "./columns.ts";
import { IssueRow } from "./issue-row.tsx";

/** The dense list; where it is narrow each row takes two lines. An address names the installation only where several share the list. */
export function IssueTable({ issues, presetOf }: { issues: readonly IssueSummary[]; presetOf: PresetOf }) {
  const t = useTranslations();
  const isShared = new Set(issues.map((issue) => issue.installation)).size > 1;
  const hrefTo = ({ id, installation }: IssueSummary): string =>
    `/issues/${encodeURIComponent(id)}${isShared ? `?${new URLSearchParams({ installation })}` : ""}`;
  const namesFor = (issue: IssueSummary) => {
    const preset = presetOf(issue);
    return preset && categoryNames(preset);
  };
  return (
    <div className="@container">
      <table className="w-full table-fixed @max-4xl:block">
        <caption className="sr-only">{t("issues.label")}</caption>
        <thead className="@max-4xl:sr-only">
          <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
            <th className={column.severity}>{t("issues.severityFilter")}</th>
            <th className={column.issue}>{t("issues.column.issue")}</th>
            <th className={column.category}>{t("issues.column.category")}</th>
            <th className={column.confidence}>{t("issues.column.confidence")}</th>
            <th className={column.retry}>{t("issues.column.retry")}</th>
            <th className={column.users}>{t("issues.column.users")}</th>
            <th className={column.events}>{t("issues.column.events")}</th>
            <th className={column.where}>{t("issues.column.where")}</th>
            <th className={column.lastSeen}>{t("issues.column.lastSeen")}</th>
          </tr>
        </thead>
        <tbody className="border-t @max-4xl:block">
          {issues.map((issue) => (
            <IssueRow key={`${issue.installation}:${issue.id}`} issue={issue} names={namesFor(issue)} href={hrefTo(issue)} />
          ))}
        </tbody>
      </table>
      <RowKeys />
    </div>
  );
}
