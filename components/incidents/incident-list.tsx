import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { toggled } from "#components/address.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { IncidentSummary } from "#lib/model/incident.ts";
import type { PresetOf } from "#lib/model/preset.ts";
import { type Severity, severities } from "#lib/model/taxonomy.ts";
import type { Acknowledge } from "./act.ts";
import { hrefOf, type IncidentFilter, views } from "./filter.ts";
import { IncidentTable } from "./incident-table.tsx";
import { Pager } from "./pager.tsx";

interface Props {
  incidents: readonly IncidentSummary[];
  nextCursor: string | null;
  /** Open and not acknowledged, by severity. */
  waiting: Record<Severity, number>;
  filter: IncidentFilter;
  presetOf: PresetOf;
  /** The policies that tell by digests alone. */
  digested: readonly string[];
  acknowledge: Acknowledge | null;
}

export function IncidentList({ incidents, nextCursor, waiting, filter, presetOf, digested, acknowledge }: Props) {
  const t = useTranslations("incidents");
  const count = Object.values(waiting).reduce((sum, some) => sum + some, 0);
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-3 py-4">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <div className="flex flex-wrap items-baseline gap-x-3">
          <h1 className="text-page font-semibold">{t("title")}</h1>
          {count > 0 && <p className="text-n11">{t("unacknowledged", { count })}</p>}
        </div>
        <Link href="/decisions" className={buttonClass("quiet", "-mr-3 max-md:-ml-3")}>
          {t("ledger")}
        </Link>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Severities filter={filter} waiting={waiting} />
        <Views filter={filter} />
      </div>
      {incidents.length === 0 ? (
        <Nothing filter={filter} />
      ) : (
        <IncidentTable incidents={incidents} presetOf={presetOf} digested={digested} acknowledge={acknowledge} />
      )}
      <Pager
        first={filter.cursor ? hrefOf(filter) : null}
        next={nextCursor ? hrefOf(filter, { cursor: nextCursor }) : null}
        words={{ first: t("first"), next: t("next") }}
      />
    </div>
  );
}

function Severities({ filter, waiting }: Pick<Props, "filter" | "waiting">) {
  const t = useTranslations("incidents");
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
        <SeverityMark severity={severity} />
        {waiting[severity] > 0 && <span className="text-n10">{format.number(waiting[severity])}</span>}
      </>
    ),
  }));
  return <Segmented label={t("severityFilter")} items={[all, ...each]} />;
}

function Views({ filter }: Pick<Props, "filter">) {
  const t = useTranslations("incidents");
  const items = views.map((view) => ({
    key: view,
    href: hrefOf(filter, { state: view }),
    current: filter.state === view,
    content: t(`view.${view}`),
  }));
  return <Segmented label={t("view.label")} items={items} />;
}

/** A quiet list is good news and says where to look for what was held back; a filtered one says how to widen it. */
function Nothing({ filter }: Pick<Props, "filter">) {
  const t = useTranslations("incidents");
  const isQuiet = filter.state === "active" && !filter.severity && !filter.cursor;
  return (
    <EmptyState title={t(isQuiet ? "quiet.title" : "excluded.title")} body={t(isQuiet ? "quiet.body" : "excluded.body")}>
      <Link href={isQuiet ? hrefOf({ state: "resolved" }) : "/incidents"} className={buttonClass("secondary")}>
        {t(isQuiet ? "quiet.resolved" : "clear")}
      </Link>
    </EmptyState>
  );
}
