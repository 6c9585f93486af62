import type { Language } from "#lib/model/language.ts";

const units: Record<Language, { second: string; minute: string; hour: string }> = {
  en: { second: " s", minute: " min", hour: " h" },
  "zh-CN": { second: " 秒", minute: " 分钟", hour: " 小时" },
  vi: { second: " giây", minute: " phút", hour: " giờ" },
  ja: { second: " 秒", minute: " 分", hour: " 時間" },
  ko: { second: "초", minute: "분", hour: "시간" },
  th: { second: " วินาที", minute: " นาที", hour: " ชั่วโมง" },
};

/** A wait as people of that language write it, rounded up: whoever waits so long has waited long enough. */
export function spokenWait(seconds: number, language: Language): string {
  const { second, minute, hour } = units[language];
  if (seconds < 120) return `${Math.max(1, Math.ceil(seconds))}${second}`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes}${minute}`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${hour}${rest ? ` ${rest}${minute}` : ""}`;
}
