import Link from "next/link";
import { useTranslations } from "next-intl";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { type Change, hrefOf, type IssueFilter, isFiltered, toggled } from "./filter.ts";

/** Every filter in force, each removable by itself. */
export function ActiveFilters({ filter }: { filter: IssueFilter }) {
  const t = useTranslations();
  if (!isFiltered(filter)) return null;
  const chip = (text: string, change: Change) => ({ text, href: hrefOf(filter, change) });
  const chips = [
    ...(filter.severity ?? []).map((word) => chip(t(`severity.${word}`), { severity: toggled(filter.severity, word) })),
    ...(filter.category ?? []).map((word) => chip(t(`category.${word}`), { category: toggled(filter.category, word) })),
    ...(filter.status ?? []).map((word) => chip(t(`status.${word}`), { status: toggled(filter.status, word) })),
    ...(filter.tier ?? []).map((word) => chip(t(`tier.${word}`), { tier: toggled(filter.tier, word) })),
    ...(["project", "environment", "installation", "search"] as const).flatMap((name) => {
      const said = filter[name];
      return said === undefined ? [] : [chip(name === "search" ? `“${said}”` : said, { [name]: undefined })];
    }),
    ...(["provisional", "corrected"] as const).flatMap((name) =>
      filter[name] === undefined
        ? []
        : [chip(t(`issues.flag.${name}`) + (filter[name] ? "" : `: ${t("report.no")}`), { [name]: undefined })],
    ),
  ];
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {chips.map(({ text, href }) => (
        <FilterChip key={href} href={href} text={text} removeLabel={t("issues.remove", { filter: text })} />
      ))}
      <Link
        href={hrefOf({ sort: filter.sort })}
        prefetch={false}
        scroll={false}
        className="inline-flex h-6 items-center rounded-sm px-1.5 text-meta text-accent hover:underline"
      >
        {t("issues.clear")}
      </Link>
    </div>
  );
}
