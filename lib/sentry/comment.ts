import type { Verdict } from "#lib/model/verdict.ts";

type Said = Pick<
  Verdict,
  | "category"
  | "severity"
  | "confidence"
  | "provisional"
  | "root_cause"
  | "fix_suggestion"
  | "should_retry"
  | "retry_after_seconds"
  | "tier"
  | "model"
>;

const most = 1500;
const addresses = /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S{1,2000}|\bwww\.\S{1,2000}/gi; // Sentry makes links of both
const markup = /[\\`*_[\]<>|~!]/g;

/** Text that names nobody, links nowhere and is no markup: what an error or a model said stands in it. */
export const plain = (text: string): string =>
  text
    .replace(addresses, "(address)")
    .replaceAll("@", "＠") // Sentry tells people and teams whose names follow these signs
    .replaceAll("#", "＃")
    .replace(/\s+/g, " ")
    .replace(markup, "\\$&")
    .trim();

const words = (name: string): string => name.replaceAll("_", " ");

function retry({ should_retry, retry_after_seconds }: Said): string {
  if (!should_retry) return "Do not retry.";
  return retry_after_seconds === null ? "May be retried." : `Retry after ${Math.ceil(retry_after_seconds)} s.`;
}

/** A verdict as a comment of Sentry's: one text a verdict, so that an unchanged one is known again. */
export function commentText(verdict: Said, link: string): string {
  const { category, severity, confidence, provisional, root_cause: cause, fix_suggestion: fix, tier, model } = verdict;
  const sure = provisional ? "provisional" : `${Math.round(confidence * 100)} %`;
  const lines = [
    `**${words(category)}** · **${severity}** · ${sure}`,
    `**Cause:** ${plain(cause)}`,
    `**What to do:** ${plain(fix)} ${retry(verdict)}`,
    `Decided by ${plain(model ? `${tier} (${model})` : tier)} · [Open in Verdict](${link})`,
  ];
  return cut(lines).join("\n\n");
}

/** Cause and fix are bounded where they are made; escapes can make them longer. */
function cut(lines: readonly string[]): string[] {
  const over = lines.join("\n\n").length - most;
  return lines.map((line, at) => (over > 0 && at === 2 ? `${line.slice(0, Math.max(40, line.length - over - 1))}…` : line));
}
