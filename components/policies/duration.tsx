import { useTranslations } from "next-intl";

const form = /^(\d{1,6})([smhd])$/;

/** Says `30s`, `5m`, `4h`, `2d` in words; what is none of these stands as it is written. */
export function useDuration(): (written: string) => string {
  const t = useTranslations("duration");
  return (written) => {
    const [, count, unit] = form.exec(written) ?? [];
    return count ? t(unit as "s" | "m" | "h" | "d", { count: Number(count) }) : written;
  };
}
