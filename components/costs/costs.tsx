import { useFormatter, useNow, useTranslations } from "next-intl";
import { usd } from "#components/chart/unit.ts";
import { Figures, Meanings } from "#components/now/figures.tsx";
import { NoModel, useSpendFigures } from "#components/now/spend-facts.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Section } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { type CostRow, costRanges, type ModelFigures, type SpendDay } from "#lib/model/figures.ts";
import type { BudgetUse } from "#lib/model/spend.ts";
import { Avoided } from "./avoided.tsx";
import { Breakdown } from "./breakdown.tsx";
import { type CostFilter, hrefOf } from "./filter.ts";
import { useMeasures } from "./measures.tsx";
import { ModelsTable } from "./models-table.tsx";
import { SpendByDay } from "./spend-by-day.tsx";
import { avoidedBy, forecast } from "./sums.ts";

export interface CostsProps {
  filter: CostFilter;
  days: readonly SpendDay[];
  models: readonly ModelFigures[];
  tiers: readonly CostRow[];
  rows: readonly CostRow[];
  uses: readonly BudgetUse[];
  hasModel: boolean;
  unpriced: readonly string[];
}

/** What models cost, what that bought, and what was not spent. */
export function Costs(props: CostsProps) {
  const t = useTranslations("costs");
  const { filter } = props;
  const items = costRanges.map((range) => ({
    key: range,
    href: hrefOf(filter, { range }),
    current: filter.range === range,
    content: t(`range.${range}`),
  }));
  return (
    <div className="content grid gap-4 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="text-page font-semibold">{t("title")}</h1>
        <Segmented label={t("rangeLabel")} items={items} />
      </div>
      <Headline {...props} />
      <Body {...props} />
    </div>
  );
}

function Body({ filter, days, models, tiers, rows, uses, hasModel, unpriced }: CostsProps) {
  const t = useTranslations("costs");
  const limit = uses.find(({ scope }) => scope === "daily")?.limit_usd ?? null;
  const hasSpent = days.some(({ calls }) => calls > 0);
  const verdicts = { name: t("verdicts"), meaning: t("meaning.verdicts") };
  return (
    <div className="grid gap-x-10 gap-y-8 pt-2 xl:grid-cols-[minmax(0,1fr)_17rem]">
      <div className="grid min-w-0 content-start gap-8">
        {hasSpent && <SpendByDay days={days} limit={limit} span={t(`span.${filter.range}`)} />}
        {(hasSpent || hasModel) && <ModelsTable models={models} unpriced={unpriced} />}
        <div className="@container">
          <Breakdown rows={rows} filter={filter} />
        </div>
      </div>
      <div className="grid content-start gap-x-10 items-start gap-y-8 sm:grid-cols-2 xl:grid-cols-1 xl:border-l xl:pl-8">
        {hasModel && <BudgetFacts uses={uses} />}
        <Avoided {...avoidedBy(tiers, models)} />
      </div>
      <Disclosure summary={t("meanings")}>
        <Meanings rows={[...useMeasures(), ...useSpendFigures(uses), verdicts]} />
      </Disclosure>
    </div>
  );
}

/** The sentence that matters first. */
function Headline({ filter, models, tiers, hasModel }: CostsProps) {
  const t = useTranslations("costs");
  const format = useFormatter();
  const spent = models.reduce((sum, { cost_usd }) => sum + cost_usd, 0);
  const valid = models.reduce((sum, model) => sum + model.valid, 0);
  const verdicts = tiers.reduce((sum, row) => sum + row.verdicts, 0);
  if (!hasModel && models.length === 0) return <NoModel />;
  const said = {
    amount: usd(format, spent),
    span: t(`span.${filter.range}`),
    valid: format.number(valid),
    verdicts: format.number(verdicts),
  };
  return <p className="text-section">{t("headline", said)}</p>;
}

function BudgetFacts({ uses }: Pick<CostsProps, "uses">) {
  const t = useTranslations("costs");
  const format = useFormatter();
  const month = uses.find(({ scope }) => scope === "monthly");
  const end = month ? forecast(month, useNow()) : null;
  const row = { name: t("forecast"), meaning: t("meaning.forecast"), value: usd(format, end ?? 0) };
  return (
    <Section id="budget" title={t("budget")}>
      <Figures rows={[...useSpendFigures(uses), ...(end === null ? [] : [row])]} />
    </Section>
  );
}
