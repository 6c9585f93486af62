import { useTranslations } from "next-intl";
import { sum } from "#components/chart/stack.ts";
import type { Acknowledge } from "#components/incidents/act.ts";
import { ConnectSentry } from "#components/issues/connect-sentry.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { type LineHealth, type Noise, nowRanges, type SignatureRow, type Trend } from "#lib/model/figures.ts";
import type { IncidentSummary } from "#lib/model/incident.ts";
import type { Outage } from "#lib/model/outage.ts";
import type { PresetOf } from "#lib/model/preset.ts";
import type { BudgetUse } from "#lib/model/spend.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { ErrorsOverTime } from "./errors-over-time.tsx";
import { Meanings } from "./figures.tsx";
import { hrefOf, type NowFilter } from "./filter.ts";
import { Headline } from "./headline.tsx";
import { LineFacts, useLineFigures } from "./line-facts.tsx";
import { NoiseFacts, useNoiseFigures } from "./noise-facts.tsx";
import { OpenIncidents } from "./open-incidents.tsx";
import { Outages } from "./outages.tsx";
import { SpendFacts, useSpendFigures } from "./spend-facts.tsx";
import { StormHint } from "./storm-hint.tsx";
import { TopSignatures } from "./top-signatures.tsx";

export interface NowProps {
  filter: NowFilter;
  incidents: readonly IncidentSummary[];
  waiting: Record<Severity, number>;
  /** Acknowledged and not resolved. */
  taken: Record<Severity, number>;
  trend: Trend;
  signatures: readonly SignatureRow[];
  health: LineHealth;
  noise: Noise;
  uses: readonly BudgetUse[];
  hasModel: boolean;
  presetOf: PresetOf;
  /** The policies that tell by digests alone. */
  digested: readonly string[];
  /** Providers that are out now. */
  outages: readonly Outage[];
  /** Null when the person may not. */
  acknowledge: Acknowledge | null;
  webhookUrl: string;
}

/** What needs somebody, what goes wrong, and whether Verdict itself is well: in this order. */
export function Now(props: NowProps) {
  const t = useTranslations("now");
  const { filter, incidents, waiting, taken, trend, health } = props;
  const isFresh = health.last_webhook === null && trend.series.length === 0 && incidents.length === 0;
  return (
    <div className="content grid gap-4 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-page font-semibold">{t("title")}</h1>
        {!isFresh && <Ranges filter={filter} />}
      </div>
      {isFresh ? (
        <>
          <StormHint />
          <ConnectSentry webhookUrl={props.webhookUrl} />
        </>
      ) : (
        <>
          <Headline waiting={waiting} taken={taken} incidents={incidents} />
          <Outages outages={props.outages} />
          <OpenIncidents
            incidents={incidents}
            waiting={waiting}
            presetOf={props.presetOf}
            digested={props.digested}
            acknowledge={props.acknowledge}
          />
          <Body {...props} />
        </>
      )}
    </div>
  );
}

function Ranges({ filter }: { filter: NowFilter }) {
  const t = useTranslations("now");
  const items = nowRanges.map((range) => ({
    key: range,
    href: hrefOf(filter, { range }),
    current: filter.range === range,
    content: t(`range.${range}`),
  }));
  return <Segmented label={t("rangeLabel")} items={items} />;
}

function Body({ filter, trend, signatures, health, noise, uses, hasModel, presetOf }: NowProps) {
  const t = useTranslations("now");
  const errors = sum(trend.series.map(({ counts }) => sum(counts)));
  const figures = [...useLineFigures(health), ...useSpendFigures(uses), ...useNoiseFigures(noise, errors)];
  const users = { name: t("column.users"), meaning: t("meaning.users") };
  return (
    <div className="grid gap-x-10 gap-y-8 pt-4 xl:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="grid content-start gap-8">
        <ErrorsOverTime trend={trend} filter={filter} />
        <TopSignatures rows={signatures} presetOf={presetOf} range={filter.range} />
      </div>
      <div className="grid content-start gap-x-10 gap-y-8 items-start sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-1 xl:border-l xl:pl-8">
        <LineFacts health={health} />
        <SpendFacts uses={uses} hasModel={hasModel} />
        <NoiseFacts noise={noise} errors={errors} span={t(`range.${filter.range}`)} />
      </div>
      <Disclosure summary={t("meanings")}>
        <Meanings rows={[...figures, users, { name: t("errors"), meaning: t("meaning.change") }]} />
      </Disclosure>
    </div>
  );
}
