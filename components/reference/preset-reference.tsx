import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { Section } from "#components/ui/section.tsx";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { categoriesCalled, categoryNames, type Preset, presets } from "#lib/model/preset.ts";
import { type Category, categories } from "#lib/model/taxonomy.ts";

const others = presets.filter((preset) => preset !== "verdict");
const uses = ["project", "query", "api", "cli"] as const;

/** What each preset calls every category, and how to speak in its names. */
export function PresetReference() {
  const t = useTranslations("reference.presets");
  return (
    <div className="content grid max-w-280 grid-cols-[minmax(0,1fr)] gap-8 py-4">
      <div className="grid gap-3">
        <h1 className="text-page font-semibold">{t("title")}</h1>
        <p className="max-w-160 text-n11">{t("intro")}</p>
      </div>
      <NameTable />
      <Section id="uses" title={t("uses")}>
        <dl className="grid gap-y-2 md:grid-cols-[12rem_minmax(0,1fr)]">
          {uses.map((use) => (
            <div key={use} className="grid gap-y-0.5 md:col-span-2 md:grid-cols-subgrid">
              <dt className="text-n10">{t(`use.${use}.where`)}</dt>
              <dd className="max-w-160 wrap-anywhere">
                {t.rich(`use.${use}.how`, { code: (text) => <code className="font-mono text-code">{text}</code> })}
              </dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  );
}

/** A row a category; where it is narrow, the sets stand beside or below it, each with its name. */
function NameTable() {
  const t = useTranslations("reference.presets");
  const narrow = "@max-4xl:grid @max-4xl:h-auto @max-4xl:py-2 @md:@max-4xl:grid-cols-[10rem_minmax(0,1fr)]";
  return (
    <div className="@container">
      <table className="w-full @max-4xl:block">
        <caption className="sr-only">{t("title")}</caption>
        <thead className="@max-4xl:sr-only">
          <tr className="h-8 text-left text-meta text-n10 [&>th]:pr-4 [&>th]:font-normal">
            <th scope="col">{t("category")}</th>
            {others.map((preset) => (
              <th key={preset} scope="col">
                {preset}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="border-t @max-4xl:block">
          {categories.map((category) => (
            <tr key={category} className={cx("h-9 border-b border-n5", narrow)}>
              <th scope="row" className="pr-4 text-left font-normal @max-md:pb-1 @md:@max-4xl:row-span-5">
                <CategoryTag category={category} />
              </th>
              {others.map((preset) => (
                <td key={preset} className="pr-4 @max-4xl:grid @max-4xl:grid-cols-[7rem_minmax(0,1fr)] @max-4xl:pr-0">
                  <span className="text-meta text-n10 @4xl:hidden">{preset}</span>
                  <Name preset={preset} category={category} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A name is strong where it means this category, and faint where it only covers it. */
function Name({ preset, category }: { preset: Preset; category: Category }) {
  const t = useTranslations("reference.presets");
  const name = categoryNames(preset)[category];
  const isMeant = categoriesCalled(preset, name)?.[0] === category;
  return (
    <code className={isMeant ? "font-mono text-code font-medium text-n12" : "font-mono text-code text-n10"}>
      {name}
      {!isMeant && <span className="sr-only"> ({t("covered")})</span>}
    </code>
  );
}
