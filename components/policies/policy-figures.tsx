import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { hrefOf as ledgerHref } from "#components/decisions/filter.ts";
import type { NoiseFigures } from "#lib/model/noise.ts";

type Figures = NoiseFigures["policies"][number];

/** What the policy sent in the last days, and how much of it somebody acted upon. */
export async function PolicyFigures({ figures, name }: { figures: Promise<NoiseFigures>; name: string }) {
  const { policies, days } = await figures;
  const found = policies.find((policy) => policy.name === name);
  return found && <Said figures={found} days={days} />;
}

/** Where the rows are stacked the heading that says of how many days is gone. */
function Said({ figures, days }: { figures: Figures; days: number }) {
  const t = useTranslations("policies.figures");
  const format = useFormatter();
  const { messages, pages, incidents, share } = figures;
  const within = <span className="text-n10 @4xl:hidden"> {t("within", { days })}</span>;
  if (figures.never_fired)
    return (
      <span className="text-n10">
        {t("neverFired")}
        {within}
      </span>
    );
  return (
    <>
      <Link href={ledgerHref({}, { policy: figures.name })} prefetch={false} className="block min-h-6 hover:underline">
        {t("messages", { count: messages })}
        {pages > 0 && <span className="text-n11">, {t("pages", { count: pages })}</span>}
        {within}
      </Link>
      {share !== null && (
        <span className="block text-meta text-n10">
          {t("acted", { share: format.number(share, { style: "percent" }), incidents })}
        </span>
      )}
      {figures.always_ignored && <span className="block text-meta text-n11">{t("ignored")}</span>}
    </>
  );
}
