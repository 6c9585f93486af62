import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { usd } from "#components/chart/unit.ts";
import { issuesWith, term } from "#components/now/link.ts";
import { Section } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { CostRow } from "#lib/model/figures.ts";
import { categories, tiers } from "#lib/model/taxonomy.ts";
import { type Breakdown as By, breakdowns, type CostFilter, hrefOf } from "./filter.ts";

interface Props {
  rows: readonly CostRow[];
  filter: CostFilter;
}

/** What verdicts cost by one label, free ones included. */
export function Breakdown({ rows, filter }: Props) {
  const t = useTranslations("costs");
  const items = breakdowns.map((by) => ({
    key: by,
    href: hrefOf(filter, { by }),
    current: filter.by === by,
    content: t(`by.${by}`),
  }));
  return (
    <Section id="breakdown" title={t("breakdown")} aside={<Segmented label={t("byLabel")} items={items} />}>
      {rows.some(({ cost_usd }) => cost_usd > 0) && (
        <p className="max-w-240 text-n11">{t(filter.by === "day" ? "paidByDay" : "paidByVerdict")}</p>
      )}
      {rows.length === 0 ? <p className="text-n11">{t("noVerdicts")}</p> : <Table rows={rows} by={filter.by} />}
    </Section>
  );
}

function Table({ rows, by }: { rows: readonly CostRow[]; by: By }) {
  const t = useTranslations("costs");
  const format = useFormatter();
  const most = Math.max(...rows.map(({ cost_usd }) => cost_usd));
  return (
    <table className="w-full max-w-240 table-fixed">
      <caption className="sr-only">{t("breakdown")}</caption>
      <Head by={by} />
      <tbody>
        {rows.map(({ name, verdicts, cost_usd }) => (
          <tr key={name} className="h-8 border-b border-n5 text-right">
            <th scope="row" className="truncate text-left font-normal">
              <Name by={by} name={name} />
            </th>
            <td>{format.number(verdicts)}</td>
            <td>{usd(format, cost_usd)}</td>
            <td className="text-n11 @max-md:hidden">{verdicts > 0 ? usd(format, (cost_usd / verdicts) * 1000) : "–"}</td>
            <td className="pl-6 @max-xl:hidden">
              <Share of={most > 0 ? cost_usd / most : 0} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Head({ by }: { by: By }) {
  const t = useTranslations("costs");
  return (
    <thead>
      <tr className="h-8 border-b text-right text-meta text-n10 [&>th]:font-normal">
        <th scope="col" className="text-left">
          {t(`by.${by}`)}
        </th>
        <th scope="col" className="w-20" title={t(by === "day" ? "meaning.items" : "meaning.verdicts")}>
          {t(by === "day" ? "items" : "verdicts")}
        </th>
        <th scope="col" className="w-20">
          {t("measure.cost")}
        </th>
        <th scope="col" className="w-24 @max-md:hidden" title={t(by === "day" ? "meaning.perItem" : "meaning.perVerdict")}>
          {t("perThousand")}
        </th>
        <td className="w-1/5 @max-xl:hidden" />
      </tr>
    </thead>
  );
}

const Share = ({ of }: { of: number }) => (
  <svg aria-hidden="true" width="100%" height="6" className="block">
    <rect width={`${of * 100}%`} height="6" rx="1" className="fill-n8" />
  </svg>
);

/** The label in words, with the issues behind it where a list can show them. */
function Name({ by, name }: { by: By; name: string }) {
  const t = useTranslations();
  const format = useFormatter();
  if (by === "day")
    return format.dateTime(new Date(`${name}T00:00:00Z`), {
      weekday: "short",
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    });
  const tier = by === "tier" ? tiers.find((word) => word === name) : undefined;
  const category = by === "category" ? categories.find((word) => word === name) : undefined;
  const text = tier ? t(`tier.${tier}`) : category ? t(`category.${category}`) : name || t("costs.noProject");
  return name === "" ? (
    text
  ) : (
    <Link href={issuesWith(term(by, name))} prefetch={false} className="hover:underline">
      {text}
    </Link>
  );
}
