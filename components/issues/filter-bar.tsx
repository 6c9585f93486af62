import { useTranslations } from "next-intl";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { issueStatuses } from "#lib/model/issue.ts";
import { categories, tiers } from "#lib/model/taxonomy.ts";
import { FacetMenu, type FacetOption } from "./facet-menu.tsx";
import type { Facets } from "./facets.ts";
import { hrefOf, type IssueFilter, toggled } from "./filter.ts";

interface Props {
  filter: IssueFilter;
  facets: Facets;
}

/** The dimensions beside severity, each a menu of words with their counts. */
export function FilterBar({ filter, facets }: Props) {
  const t = useTranslations();
  return (
    <fieldset className="flex flex-wrap gap-1.5" aria-label={t("issues.filters")}>
      <FacetMenu
        label={t("issues.facet.category")}
        options={categories.map((word) => ({
          ...several(filter, "category", word),
          label: <CategoryTag category={word} />,
          count: facets.category[word] ?? 0,
        }))}
      />
      <FacetMenu
        label={t("issues.facet.status")}
        options={issueStatuses.map((word) => ({
          ...several(filter, "status", word),
          label: t(`status.${word}`),
          count: facets.status[word] ?? 0,
        }))}
      />
      <FacetMenu label={t("issues.facet.project")} options={names(filter, "project", facets)} />
      <FacetMenu label={t("issues.facet.environment")} options={names(filter, "environment", facets)} />
      <FacetMenu
        label={t("issues.facet.tier")}
        options={tiers.map((word) => ({ ...several(filter, "tier", word), label: t(`tier.${word}`) }))}
      />
      <FacetMenu
        label={t("issues.facet.flags")}
        options={(["provisional", "corrected"] as const).map((name) => ({
          ...flag(filter, name),
          label: t(`issues.flag.${name}`),
        }))}
      />
    </fieldset>
  );
}

type Choice = Pick<FacetOption, "value" | "href" | "on">;
type Several = "category" | "status" | "tier";

/** One of several words that a dimension may hold at once. */
function several<Name extends Several>(filter: IssueFilter, name: Name, value: NonNullable<IssueFilter[Name]>[number]): Choice {
  const list: readonly string[] = filter[name] ?? [];
  return { value, href: hrefOf(filter, { [name]: toggled(list, value) }), on: list.includes(value) };
}

const flag = (filter: IssueFilter, name: "provisional" | "corrected"): Choice => ({
  value: name,
  href: hrefOf(filter, { [name]: filter[name] ? undefined : true }),
  on: filter[name] ?? false,
});

const names = (filter: IssueFilter, name: "project" | "environment", facets: Facets): FacetOption[] =>
  Object.entries(facets[name]).map(([value, count]) => {
    const on = filter[name] === value;
    return { value, label: value, href: hrefOf(filter, { [name]: on ? undefined : value }), on, count };
  });
