import type { Category } from "#lib/model/taxonomy.ts";

const waits: ReadonlySet<Category> = new Set(["rate_limit", "provider_error", "timeout", "network", "third_party"]);

/** Whether the same request, sent again after waiting, can be expected to succeed. */
export const retries = (category: Category): boolean => waits.has(category);

const longest = 86_400;

/** Words after which a wait is told. */
const cue =
  /(?:try(?:ing)? again|retry[-_ ]?after(?:[-_ ]?(?:ms|seconds))?|retry_?delay|retry(?:ing)?|wait|reset(?:s|_?after)?|reset will happen|available again|back ?off(?: for)?|erneut|warten|nochmal|réessay\w{0,4}|intente\w{0,4}|inténte\w{0,4}|tente novamente|thử lại|повторите|попробуйте|riprova|重试|稍后|等待|再試行|다시|ลองใหม่)/giu;
const unit =
  "milliseconds?|millis|ms|seconds?|secs?|sekunden|secondes|segundos|secondi|секунд\\p{L}?|giây|วินาที|s|秒|초|minutes?|mins?|minuten|minutos|minuti|минут\\p{L}?|phút|นาที|m|分钟|分|분|hours?|hrs?|stunden|heures?|horas?|h|小时|時間|시간|days?|d|天|일";
const withUnit = new RegExp(`^[^\\d\\n]{0,40}(?<number>\\d{1,7}(?:\\.\\d{1,6})?)\\s?(?<unit>${unit})(?![\\w])`, "iu");
const bare = /^["']?\s?[:=]?\s?["']?(?<number>\d{1,7}(?:\.\d{1,6})?)(?![\w:%-])/;
const compound =
  /^[^\d\n]{0,40}(?=\d)(?:(?<d>\d{1,3})d)?(?:(?<h>\d{1,3})h)?(?:(?<m>\d{1,4})m(?!s))?(?:(?<s>\d{1,6}(?:\.\d{1,6})?)s)?(?!\w)/i;
const before = /(?<number>\d{1,6})\s?(?<unit>秒|초|分钟|分|분|小时|時間|시간|giây|phút)\s?(?:钟)?(?:之后|后|後|후에?|sau)/u;

function unitSeconds(unit: string): number {
  const word = unit.toLowerCase();
  if (/^(?:ms|milli)/.test(word)) return 0.001;
  if (/^(?:m|min|минут|phút|นาที|分|분)/.test(word)) return 60;
  if (/^(?:h|stunden|小时|時間|시간)/.test(word)) return 3600;
  return /^(?:d|天|일)/.test(word) ? 86_400 : 1;
}

function told(cueWord: string, after: string): number | null {
  const { d, h, m, s } = compound.exec(after)?.groups ?? {};
  if (d || h || m || s) return Number(d ?? 0) * 86_400 + Number(h ?? 0) * 3600 + Number(m ?? 0) * 60 + Number(s ?? 0);
  const named = withUnit.exec(after)?.groups;
  if (named) return Number(named.number) * unitSeconds(named.unit ?? "s");
  const number = /after|delay/i.test(cueWord) ? bare.exec(after)?.groups?.number : undefined;
  return number ? Number(number) * unitSeconds(/ms$/i.test(cueWord) ? "ms" : "s") : null;
}

/** The wait a text asks for, in seconds: "try again in 6m0s", "retry after 30 seconds", `retryDelay: "34s"`, "30秒后重试". */
export function waitIn(text: string): number | null {
  for (const match of text.matchAll(cue)) {
    const end = match.index + match[0].length;
    const seconds = told(match[0], text.slice(end, end + 90));
    if (seconds !== null) return Math.min(longest, Math.round(seconds * 1000) / 1000);
  }
  const { number, unit } = before.exec(text)?.groups ?? {};
  return number ? Math.min(longest, Number(number) * unitSeconds(unit ?? "s")) : null;
}
