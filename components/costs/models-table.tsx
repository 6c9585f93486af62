import Link from "next/link";
import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import type { ModelFigures } from "#lib/model/figures.ts";
import { useMeasures } from "./measures.tsx";

interface Props {
  models: readonly ModelFigures[];
  /** Those whose price nobody told us. */
  unpriced: readonly string[];
}

/** Models side by side: a column each, so that the eye compares along a row. */
export function ModelsTable({ models, unpriced }: Props) {
  const t = useTranslations("costs");
  return (
    <Section id="models" title={t("models")} aside={<ToSettings />}>
      {unpriced.length > 0 && (
        <p>
          <span className="font-medium">{t("unknownPrice")}</span>{" "}
          <span className="text-n11">{t("unknownPriceBody", { models: unpriced.join(", ") })}</span>
        </p>
      )}
      {models.length === 0 ? <p className="text-n11">{t("noCalls")}</p> : <Table models={models} />}
    </Section>
  );
}

function ToSettings() {
  const t = useTranslations("costs");
  return (
    <Link href="/settings/models" prefetch={false} className="text-accent hover:underline">
      {t("edit")}
    </Link>
  );
}

function Table({ models }: Pick<Props, "models">) {
  const t = useTranslations();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label={t("costs.scrolls")} tabIndex={0} className="overflow-x-auto">
      <table className="w-full max-w-240">
        <caption className="sr-only">{t("costs.models")}</caption>
        <Head models={models} />
        <tbody>
          {useMeasures().map(({ name, meaning, of }) => (
            <tr key={name} className="h-8 border-b border-n5">
              <th
                scope="row"
                title={meaning}
                className="sticky left-0 cursor-help bg-n1 pr-2 text-left font-normal whitespace-nowrap text-n11"
              >
                {name}
              </th>
              {models.map((model) => (
                <td key={model.model} className="pl-4 text-right whitespace-nowrap">
                  {of(model)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({ models }: Pick<Props, "models">) {
  const t = useTranslations();
  const tierNames = ({ tiers }: ModelFigures): string =>
    tiers.map((tier) => (tier === "llm-fast" || tier === "llm-strong" ? t(`tier.${tier}`) : tier)).join(", ");
  return (
    <thead>
      <tr className="border-b">
        <td className="sticky left-0 w-44 bg-n1" />
        {models.map((model) => (
          <th key={model.model} scope="col" className="min-w-28 py-1.5 pl-4 text-right align-bottom font-medium">
            <span className="block wrap-anywhere">{model.model}</span>
            <span className="block text-meta font-normal text-n10">{tierNames(model)}</span>
          </th>
        ))}
      </tr>
    </thead>
  );
}
