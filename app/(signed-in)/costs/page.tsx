import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { Costs } from "#components/costs/costs.tsx";
import { hrefOf, readFilter } from "#components/costs/filter.ts";
import { spendDays, verdictCosts } from "#lib/db/figures/costs.ts";
import { modelFigures } from "#lib/db/figures/models.ts";
import { daysUpTo } from "#lib/db/figures/period.ts";
import { budgetUse, models } from "#lib/pipeline/models.ts";
import { tools } from "#lib/pipeline/tools.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("costs"))("title") };
}

export default async function CostsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams);
  await signedIn(hrefOf(filter));
  const here = tools();
  const { db, settings, clock } = here;
  const list = daysUpTo(clock(), settings.TIME_ZONE, Number.parseInt(filter.range, 10));
  const within = { from: list[0] ?? "", to: list.at(-1) ?? "", zone: settings.TIME_ZONE };
  const [days, figures, tiers, chosen, uses, known] = await Promise.all([
    spendDays(db, list),
    modelFigures(db, within),
    verdictCosts(db, "tier", within),
    filter.by === "day" ? null : verdictCosts(db, filter.by, within),
    budgetUse(here),
    models(here),
  ]);
  const byDay = days.map(({ day, items, cost_usd }) => ({ name: day, verdicts: items, cost_usd })).reverse();
  const unpriced = known.filter(({ enabled, price }) => enabled && (price.input === null || price.output === null));
  return (
    <Costs
      {...{ filter, days, models: figures, tiers, rows: chosen ?? byDay, uses }}
      hasModel={known.length > 0}
      unpriced={unpriced.map(({ model }) => model)}
    />
  );
}
