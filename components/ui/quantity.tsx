import { useFormatter, useTranslations } from "next-intl";

/** A count with its unit; compact from ten thousand on. Where a wide list has a column heading, only screen readers hear the unit. */
export function Quantity({
  count,
  unit,
  unitOn = "all",
}: {
  count: number | null;
  unit: "events" | "users";
  unitOn?: "all" | "narrow";
}) {
  const t = useTranslations();
  const format = useFormatter();
  if (count === null) return <span className="sr-only">{t("ui.unknown")}</span>;
  return (
    <span className="whitespace-nowrap">
      {format.number(count, count >= 10_000 ? { notation: "compact", maximumFractionDigits: 1 } : {})}{" "}
      <span className={unitOn === "narrow" ? "@4xl:sr-only" : undefined}>{t(`quantity.${unit}`, { count })}</span>
    </span>
  );
}
