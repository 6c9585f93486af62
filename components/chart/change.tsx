import { useFormatter, useTranslations } from "next-intl";

/** How much more or less it is than before; from nothing there is no share. */
export function Change({ now, before }: { now: number; before: number | null }) {
  const t = useTranslations("chart");
  const format = useFormatter();
  if (before === null || (before === 0 && now === 0)) return <span />;
  if (before === 0) return <New />;
  const share = now / before - 1;
  const text =
    share > 9.99
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

/** A dash to who looks, for many of them stand under each other; the word to who hears. */
function New() {
  const t = useTranslations("chart");
  return (
    <span className="text-right text-meta text-n10" title={t("newTitle")}>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{t("new")}</span>
    </span>
  );
}
