import { useFormatter, useTranslations } from "next-intl";
import { Segmented } from "#components/ui/segmented.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import { severities } from "#lib/model/taxonomy.ts";
import type { Facets } from "./facets.ts";
import { hrefOf, type IssueFilter, toggled } from "./filter.ts";

/** How bad it is at a glance: each severity with its count, and a filter at once. */
export function SeverityTabs({ filter, facets }: { filter: IssueFilter; facets: Facets }) {
  const t = useTranslations("issues");
  const format = useFormatter();
  const all = {
    key: "all",
    href: hrefOf(filter, { severity: undefined }),
    current: filter.severity === undefined,
    content: t("allSeverities"),
  };
  const each = severities.map((severity) => ({
    key: severity,
    href: hrefOf(filter, { severity: toggled(filter.severity, severity) }),
    current: filter.severity?.includes(severity) ?? false,
    content: (
      <>
        <SeverityMark severity={severity} /> <span className="text-n10">{format.number(facets.severity[severity] ?? 0)}</span>
      </>
    ),
  }));
  return <Segmented label={t("severityFilter")} items={[all, ...each]} />;
}
