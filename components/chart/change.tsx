import { useFormatter, useTranslations } from "next-intl";

/** How much more or less it is than before; from nothing there is no share. */
export function Change({ now, before }: { now: number; before: number | null }) {
  const t = useTranslations("chart");
  const format = useFormatter();
  if (before === null || (before === 0 && now === 0)) return <span />;
  const share = before === 0 ? null : now / before - 1;
  const text =
    share === null
      ? t("new")
      : share > 9.99
        ? t("times", { times: Math.round(now / before) })
        : format.number(share, { style: "percent", signDisplay: "exceptZero", maximumFractionDigits: 0 });
  return (
    <span
      className="text-right text-meta whitespace-nowrap text-n10"
      title={t("against", { before: format.number(before, { maximumFractionDigits: 2 }) })}
    >
      {text}
    </span>
  );
}
