import { type NoticeWords, noticeWords } from "#lib/i18n/notice.ts";
import type { Notice, NoticeDigest, NoticeLine } from "#lib/model/notice.ts";
import { type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";
import { oneLine } from "./text.ts";
import { minuteIn } from "./times.ts";

/** Each severity has a shape, so that it is told apart without its word and without colour. */
const shapes: Record<Severity, string> = { critical: "⬢", high: "▲", medium: "◆", low: "●", info: "•" };
export const checkMark = "✓";

/** A sentence with what stands in it; nothing that is put in is looked into. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

export function counted({ one, other }: { one: string; other: string }, count: number, language: string): string {
  return count === 1 ? one : fill(other, { count: count.toLocaleString(language) });
}

export const severityWords = (words: NoticeWords, severity: Severity): string =>
  `${shapes[severity]} ${words.severity[severity]}`;

export interface GroupWording {
  title: string;
  lines: { text: string; url: string | null; severity: Severity }[];
  /** What is not shown of it. */
  more: string | null;
}

function lineWords(words: NoticeWords, { severity, type, line, category, project, count, state }: NoticeLine): string {
  const error = [type && oneLine(type, 60), oneLine(line, 140)].filter(Boolean).join(": ") || words.noMessage;
  const standing = state === "resolved" ? `${checkMark} ${words.state.resolved}` : state === "open" ? null : words.state[state];
  const place = [category && words.category[category], project && oneLine(project, 60)].filter(Boolean).join(", ");
  return [standing, severityWords(words, severity), error, place, count > 1 ? `${count}×` : null].filter(Boolean).join(" · ");
}

/** The digest's groups as plain lines, each incident on one. */
export function groupWords({ digest, language }: Notice): GroupWording[] {
  const words = noticeWords(language);
  return (digest?.groups ?? []).map(({ title, worst, lines, more }) => ({
    title: `${severityWords(words, worst)} · ${oneLine(title, 80)} (${(lines.length + more).toLocaleString(language)})`,
    lines: lines.map((line) => ({ text: lineWords(words, line), url: line.url, severity: line.severity })),
    more: more > 0 ? counted(words.count.more, more, language) : null,
  }));
}

/** The same with at most so many lines, those that go on and the worst of them first; the others are counted. */
export function withLines(notice: Notice, most: number): Notice {
  const { digest } = notice;
  if (!digest) return notice;
  const rank = ({ state, severity }: NoticeLine): number =>
    (state === "resolved" ? severities.length : 0) + severityRank(severity);
  const all = digest.groups.flatMap(({ lines }) => lines).sort((a, b) => rank(a) - rank(b));
  const shown = new Set(all.slice(0, most));
  const groups = digest.groups.map((group) => {
    const lines = group.lines.filter((line) => shown.has(line));
    return { ...group, lines, more: group.more + group.lines.length - lines.length };
  });
  return { ...notice, digest: { ...digest, groups } };
}

/** Why this much comes at once, and late. */
export function digestNotes({ bundle, hourly, late }: NoticeDigest, language: Notice["language"]): string[] {
  const { digest } = noticeWords(language);
  return [...(bundle ? [fill(digest.bundle, { count: hourly.toLocaleString(language) })] : []), ...(late ? [digest.late] : [])];
}

/** What the digest is called, how much it holds and of which time. */
export function digestHead({ digest, language, zone }: Notice): { name: string; count: string; period: string } | null {
  if (!digest) return null;
  const words = noticeWords(language);
  return {
    name: `${words.kind.digest} ${oneLine(digest.channel, 60)}`,
    count: counted(words.count.incidents, digest.total, language),
    period: fill(words.digest.period, { from: minuteIn(zone, digest.from), until: minuteIn(zone, digest.until) }),
  };
}
