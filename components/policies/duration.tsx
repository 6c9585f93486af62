import { useTranslations } from "next-intl";

const form = /^(\d{1,6})([smhd])$/;

/** Says `30s`, `5m`, `4h`, `2d` in words, as a length or as what follows "every"; what is none of these stands as it is written. */
export function useDuration(as: "duration" | "interval" = "duration"): (written: string) => string {
  const t = useTranslations(as);
  return (written) => {
    const [, count, unit] = form.exec(written) ?? [];
    return count ? t(unit as "s" | "m" | "h" | "d", { count: Number(count) }) : written;
  };
}
