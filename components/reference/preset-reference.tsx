import { useTranslations } from "next-intl";
import { DataTable } from "#components/settings/data-table.tsx";
import { Section } from "#components/ui/section.tsx";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { categoriesCalled, categoryNames, type Preset, presets } from "#lib/model/preset.ts";
import { type Category, categories } from "#lib/model/taxonomy.ts";

const others = presets.filter((preset) => preset !== "verdict");
const uses = ["project", "query", "api", "cli"] as const;

/** What each preset calls every category, and how to speak in its names. */
export function PresetReference() {
  const t = useTranslations("reference.presets");
  const columns = [
    { key: "category", label: t("category"), kind: "main" },
    ...others.map((preset) => ({ key: preset, label: preset })),
  ] as const;
  const rows = categories.map((category) => ({
    key: category,
    cells: {
      category: <CategoryTag category={category} />,
      ...Object.fromEntries(others.map((preset) => [preset, <Name key={preset} preset={preset} category={category} />])),
    },
  }));
  return (
    <div className="content grid max-w-280 grid-cols-[minmax(0,1fr)] gap-8 py-4">
      <div className="grid gap-3">
        <h1 className="text-page font-semibold">{t("title")}</h1>
        <p className="max-w-160 text-n11">{t("intro")}</p>
      </div>
      <DataTable label={t("title")} columns={columns} rows={rows} />
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
