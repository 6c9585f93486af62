import { useTranslations } from "next-intl";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { issueStatuses } from "#lib/model/issue.ts";
import { categories, tiers } from "#lib/model/taxonomy.ts";
import { FacetMenu, type FacetOption } from "./facet-menu.tsx";
import type { Facets } from "./facets.ts";
import { hrefOf, type IssueFilter, toggled } from "./filter.ts";

/** The dimensions beside severity, each a menu of words with their counts. */
export function FilterBar({ filter, facets }: { filter: IssueFilter; facets: Facets }) {
  const t = useTranslations();
  const list = <Word extends string>(
    name: "category" | "status" | "tier",
    words: readonly Word[],
    label: (word: Word) => FacetOption["label"],
  ) =>
    words.map((value) => ({
      value,
      label: label(value),
      href: hrefOf(filter, { [name]: toggled(filter[name] as Word[] | undefined, value) }),
      on: filter[name]?.some((word) => word === value) ?? false,
      count: name === "tier" ? undefined : (facets[name][value] ?? 0),
    }));
  const names = (name: "project" | "environment"): FacetOption[] =>
    Object.entries(facets[name]).map(([value, count]) => ({
      value,
      label: value,
      href: hrefOf(filter, { [name]: filter[name] === value ? undefined : value }),
      on: filter[name] === value,
      count,
    }));
  const flags = (["provisional", "corrected"] as const).map((value) => ({
    value,
    label: t(`issues.flag.${value}`),
    href: hrefOf(filter, { [value]: filter[value] ? undefined : true }),
    on: filter[value] ?? false,
  }));
  return (
    <fieldset className="flex flex-wrap gap-1.5" aria-label={t("issues.filters")}>
      <FacetMenu
        label={t("issues.facet.category")}
        options={list("category", categories, (category) => <CategoryTag category={category} />)}
      />
      <FacetMenu label={t("issues.facet.status")} options={list("status", issueStatuses, (status) => t(`status.${status}`))} />
      <FacetMenu label={t("issues.facet.project")} options={names("project")} />
      <FacetMenu label={t("issues.facet.environment")} options={names("environment")} />
      <FacetMenu label={t("issues.facet.tier")} options={list("tier", tiers, (tier) => t(`tier.${tier}`))} />
      <FacetMenu label={t("issues.facet.flags")} options={flags} />
    </fieldset>
  );
}
