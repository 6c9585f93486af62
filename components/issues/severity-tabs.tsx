import { useFormatter, useTranslations } from "next-intl";
import { Segmented } from "#components/ui/segmented.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import { severities } from "#lib/model/taxonomy.ts";
import type { Query } from "#lib/query/query.ts";
import { picked, toggled, writePicked } from "#lib/query/write.ts";
import type { Facets } from "./facets.ts";
import { hrefOf, type IssueFilter } from "./filter.ts";

/** How bad it is at a glance: each severity with its count, and a filter at once. */
export function SeverityTabs({ filter, query, facets }: { filter: IssueFilter; query: Query; facets: Facets }) {
  const t = useTranslations("issues");
  const format = useFormatter();
  const chosen = picked(query, "severity");
  const all = {
    key: "all",
    href: hrefOf(filter, { query: writePicked(query, "severity", []) }),
    current: chosen.length === 0,
    content: t("allSeverities"),
  };
  const each = severities.map((severity) => ({
    key: severity,
    href: hrefOf(filter, { query: toggled(query, "severity", severity) }),
    current: chosen.includes(severity),
    content: (
      <>
        <SeverityMark severity={severity} /> <span className="text-n10">{format.number(facets.severity[severity] ?? 0)}</span>
      </>
    ),
  }));
  return <Segmented label={t("severityFilter")} items={[all, ...each]} />;
}
