import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { type IssueStatus, issueStatuses } from "#lib/model/issue.ts";
import { categoryNames, type Preset } from "#lib/model/preset.ts";
import { type Category, categories, type Tier, tiers } from "#lib/model/taxonomy.ts";
import type { Query } from "#lib/query/query.ts";
import { partSaying, picked, toggled, toggledTerm } from "#lib/query/write.ts";
import { namesOffered } from "./category-facet.ts";
import { FacetMenu, type FacetOption } from "./facet-menu.tsx";
import type { Facets } from "./facets.ts";
import { hrefOf, type IssueFilter } from "./filter.ts";

interface Props {
  filter: IssueFilter;
  query: Query;
  facets: Facets;
  /** In whose names categories are offered: that of the only project that is asked for; null is Verdict's own. */
  preset: Preset | null;
}

/** The dimensions beside severity, each a menu of words with their counts. */
export function FilterBar({ filter, query, facets, preset }: Props) {
  const t = useTranslations();
  const menu = <Word extends string>(name: keyof Facets, words: readonly Word[], label: (word: Word) => ReactNode) => {
    const chosen = picked(query, name);
    const options = words.map(
      (value): FacetOption => ({
        value,
        label: label(value),
        href: hrefOf(filter, { query: toggled(query, name, value) }),
        on: chosen.includes(value),
        count: facets[name][value] ?? 0,
      }),
    );
    return <FacetMenu label={t(`issues.facet.${name as Exclude<keyof Facets, "severity">}`)} options={options} />;
  };
  const flag = (name: "provisional" | "corrected"): FacetOption => ({
    value: name,
    label: t(`issues.flag.${name}`),
    href: hrefOf(filter, { query: toggledTerm(query, `is:${name}`) }),
    on: partSaying(query, `is:${name}`) !== undefined,
  });
  return (
    <fieldset className="flex flex-wrap gap-1.5" aria-label={t("issues.filters")}>
      {preset ? (
        <FacetMenu label={t("issues.facet.category")} options={namesIn({ filter, query, facets, preset })} />
      ) : (
        menu("category", categories, (word: Category) => <CategoryTag category={word} />)
      )}
      {menu("status", issueStatuses, (word: IssueStatus) => t(`status.${word}`))}
      {menu("project", Object.keys(facets.project), (word) => word)}
      {menu("environment", Object.keys(facets.environment), (word) => word)}
      {menu("tier", tiers, (word: Tier) => t(`tier.${word}`))}
      <FacetMenu label={t("issues.facet.flags")} options={[flag("provisional"), flag("corrected")]} />
    </fieldset>
  );
}

const namesIn = ({ filter, query, facets, preset }: Props & { preset: Preset }): FacetOption[] =>
  namesOffered(preset, query, facets.category).map(({ name, primary, query: next, on, count }) => ({
    value: name,
    label: <CategoryTag category={primary} names={categoryNames(preset)} />,
    href: hrefOf(filter, { query: next }),
    on,
    count,
  }));
