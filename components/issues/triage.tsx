import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { IssueSummary } from "#lib/model/issue.ts";
import type { Preset, PresetOf } from "#lib/model/preset.ts";
import type { Parsed } from "#lib/query/parse.ts";
import type { Query } from "#lib/query/query.ts";
import { picked } from "#lib/query/write.ts";
import { ActiveFilters } from "./active-filters.tsx";
import { ConnectSentry } from "./connect-sentry.tsx";
import type { Facets } from "./facets.ts";
import { hrefOf, type IssueFilter, isFiltered, sorts } from "./filter.ts";
import { FilterBar } from "./filter-bar.tsx";
import { IssueTable } from "./issue-table.tsx";
import { Pager } from "./pager.tsx";
import { QueryBox } from "./query-box.tsx";
import { QueryFault, queryFaultId } from "./query-fault.tsx";
import { SeverityTabs } from "./severity-tabs.tsx";
import { vocabulary } from "./vocabulary.ts";

interface Props {
  issues: readonly IssueSummary[];
  nextCursor: string | null;
  facets: Facets;
  filter: IssueFilter;
  /** What the filter's text means, or where it is wrong. */
  parsed: Parsed;
  presetOf: PresetOf;
  webhookUrl: string;
}

const everything: Query = { kind: "all" };

export function Triage({ issues, nextCursor, facets, filter, parsed, presetOf, webhookUrl }: Props) {
  const t = useTranslations("issues");
  const query = parsed.ok ? parsed.query : everything;
  const fault = parsed.ok ? null : parsed.fault;
  const isEmpty = issues.length === 0;
  const preset = onlyPreset(query, issues, presetOf);
  const isFresh = isEmpty && !isFiltered(filter) && !filter.cursor;
  return (
    <div className="content grid gap-3 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-page font-semibold">{t("title")}</h1>
        {!isFresh && <QueryBox filter={filter} offers={vocabulary(facets)} faultId={fault ? queryFaultId : undefined} />}
      </div>
      {isFresh ? (
        <ConnectSentry webhookUrl={webhookUrl} />
      ) : (
        <>
          {fault && <QueryFault text={filter.query} fault={fault} />}
          <SeverityTabs filter={filter} query={query} facets={facets} />
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
            <FilterBar filter={filter} query={query} facets={facets} preset={preset} />
            <Sorting filter={filter} />
          </div>
          <ActiveFilters filter={filter} query={query} />
          {isEmpty ? <NothingMatches filter={filter} /> : <IssueTable issues={issues} presetOf={presetOf} />}
          <Pager filter={filter} nextCursor={nextCursor} />
        </>
      )}
    </div>
  );
}

/** The preset of the only project that is asked for, in the installation of what is listed. */
function onlyPreset(query: Query, issues: Props["issues"], presetOf: PresetOf): Preset | null {
  const [project, ...others] = picked(query, "project");
  const installation = issues[0]?.installation ?? "default";
  return project === undefined || others.length > 0 ? null : presetOf({ installation, project });
}

function Sorting({ filter }: Pick<Props, "filter">) {
  const t = useTranslations("issues");
  const items = sorts.map((sort) => ({
    key: sort,
    href: hrefOf(filter, { sort }),
    current: filter.sort === sort,
    content: t(`sorts.${sort}`),
  }));
  return (
    <div className="flex items-center gap-1">
      <span aria-hidden className="text-n10">
        {t("sort")}
      </span>
      <Segmented label={t("sort")} items={items} />
    </div>
  );
}

function NothingMatches({ filter }: Pick<Props, "filter">) {
  const t = useTranslations("issues");
  return (
    <EmptyState title={t("excluded.title")} body={t("excluded.body")}>
      <Link href={hrefOf(filter, { query: "" })} className={buttonClass("secondary")}>
        {t("clear")}
      </Link>
    </EmptyState>
  );
}
