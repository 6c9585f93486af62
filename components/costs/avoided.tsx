import { useFormatter, useTranslations } from "next-intl";
import { usd } from "#components/chart/unit.ts";
import { Section } from "#components/ui/section.tsx";
import type { Avoided as AvoidedCost } from "./sums.ts";

/** What was not spent, and how that is reckoned. */
export function Avoided({ verdicts, each_usd }: AvoidedCost) {
  const t = useTranslations("costs");
  const format = useFormatter();
  const count = format.number(verdicts);
  return (
    <Section id="avoided" title={t("avoided")}>
      {each_usd === null ? (
        <p className="text-n11">{t("avoidedUnknown", { count })}</p>
      ) : (
        <div>
          <p className="text-section">{usd(format, verdicts * each_usd)}</p>
          <p className="text-n11">{t("avoidedHow", { count, each: usd(format, each_usd) })}</p>
        </div>
      )}
    </Section>
  );
}
