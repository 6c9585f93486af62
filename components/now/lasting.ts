import type { useTranslations } from "next-intl";

/** A length of time in the two words that matter: `850 ms`, `4.2 s`, `12 min`, `3 h 20 min`, `2 d 4 h`. */
export function lasting(t: ReturnType<typeof useTranslations<"chart">>, ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 1) return t("ms", { count: Math.round(ms) });
  if (seconds < 60) return t("seconds", { count: seconds < 10 ? Math.round(seconds * 10) / 10 : Math.round(seconds) });
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t("minutes", { count: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return t("hours", { count: hours, minutes: minutes % 60 });
  return t("days", { count: Math.floor(hours / 24), hours: hours % 24 });
}
