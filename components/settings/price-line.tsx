import { useFormatter, useTranslations } from "next-intl";
import type { Price } from "#lib/model/spend.ts";

/** What a million tokens cost, and who says so; an unknown price is said to be. */
export function PriceLine({ price: { input, output }, source }: { price: Price; source: string | null }) {
  const t = useTranslations("settings.models");
  const format = useFormatter();
  if (input === null || output === null) return <p className="text-meta text-danger">{t("priceUnknown")}</p>;
  const dollars = (amount: number): string =>
    format.number(amount, { style: "currency", currency: "USD", maximumFractionDigits: 4 });
  return (
    <p className="text-meta text-n10">
      {t("price", { input: dollars(input), output: dollars(output) })}
      {source && ` · ${t("priceFrom", { source })}`}
    </p>
  );
}
