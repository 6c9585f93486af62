import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { usd } from "#components/chart/unit.ts";
import { Section } from "#components/ui/section.tsx";
import { useClock } from "#components/ui/when.tsx";
import type { BudgetUse } from "#lib/model/spend.ts";
import { type Figure, Figures } from "./figures.tsx";

const high = 0.8;

/** What each budget's period has seen, with a bar that fills towards the limit. */
export function useSpendFigures(uses: readonly BudgetUse[]): Figure[] {
  const t = useTranslations("now");
  const format = useFormatter();
  const clock = useClock();
  return uses.map(({ scope, limit_usd, spent_usd, reserved_usd, resets_at }) => {
    const share = limit_usd ? (spent_usd + reserved_usd) / limit_usd : null;
    const amount = usd(format, spent_usd);
    return {
      name: t(`budget.${scope}`),
      meaning: t(`meaning.budget.${scope}`, { resets: clock(resets_at) }),
      value: limit_usd === null ? t("spentNoLimit", { amount }) : t("spentOf", { amount, limit: usd(format, limit_usd) }),
      href: "/costs",
      below: share === null ? null : <Fill share={share} />,
    };
  });
}

function Fill({ share }: { share: number }) {
  return (
    <svg aria-hidden="true" width="100%" height="4" className="mt-1.5 block rounded-full">
      <rect width="100%" height="4" className="fill-n5" />
      <rect width={`${Math.min(100, share * 100)}%`} height="4" className={share >= high ? "fill-high" : "fill-accent"} />
    </svg>
  );
}

/** `hasModel` is false while the product runs on rules alone. */
export function SpendFacts({ uses, hasModel }: { uses: readonly BudgetUse[]; hasModel: boolean }) {
  const t = useTranslations("now");
  const rows = useSpendFigures(uses);
  return (
    <Section id="spend" title={t("spend")}>
      {hasModel ? <Figures rows={rows} /> : <NoModel />}
    </Section>
  );
}

/** Without a key nothing is spent, and nothing is broken. */
export function NoModel() {
  const t = useTranslations("now");
  return (
    <div>
      <p className="font-medium">{t("rulesAlone")}</p>
      <p className="text-n11">
        {t("rulesAloneBody")}{" "}
        <Link href="/settings/models" prefetch={false} className="text-accent underline decoration-n8 underline-offset-2">
          {t("addModel")}
        </Link>
      </p>
    </div>
  );
}
