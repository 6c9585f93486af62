import words from "#lib/i18n/notice/en.json" with { type: "json" };
import type { Notice } from "#lib/model/notice.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { oneLine } from "./text.ts";

/** Each severity has a shape, so that it is told apart without its word and without colour. */
const shapes: Record<Severity, string> = { critical: "⬢", high: "▲", medium: "◆", low: "●", info: "•" };
const checkMark = "✓";

const put = (text: string, name: string, value: string): string => text.replace(`{${name}}`, () => value);
const counted = ({ one, other }: { one: string; other: string }, count: number): string =>
  count === 1 ? one : put(other, "count", count.toLocaleString("en"));

/** What a message says, as lines of plain text in their order; every channel gives them its own form. */
export interface Wording {
  /** State, severity and category: what is read first. */
  header: string;
  type: string | null;
  line: string;
  /** Label and text. */
  facts: { label: string; text: string }[];
  /** Who decided, Sentry's id of the issue, since when. */
  footer: string;
  links: { text: string; url: string }[];
}

function stateWords({ state, stateBy, kind, reason }: Notice): string | null {
  if (kind !== "alert") return words.kind[kind];
  if (state === "open") return words.reason[reason as keyof typeof words.reason] ?? null;
  const said = stateBy ? put(words.state[`${state}By`], "name", oneLine(stateBy, 60)) : words.state[state];
  return state === "resolved" ? `${checkMark} ${said}` : said;
}

function retryWords(retry: Notice["retry"]): string | null {
  if (!retry) return null;
  if (!retry.should) return words.retry.no;
  const seconds = Math.ceil(retry.afterSeconds ?? 0);
  if (seconds === 0) return words.retry.yes;
  return seconds < 120 ? counted(words.retry.seconds, seconds) : counted(words.retry.minutes, Math.ceil(seconds / 60));
}

/** The figure and whether it may still change. */
function confidenceWords({ confidence, provisional, kind }: Notice): string | null {
  if (kind !== "alert") return null;
  if (confidence === null) return words.provisional;
  const figure = `${confidence < 1 ? Math.min(99, Math.round(confidence * 100)) : 100} %`; // only what is certain is said to be
  return provisional ? `${figure}, ${words.provisional}` : figure;
}

const affectedWords = ({ users, events, issues }: Notice): string =>
  [
    users === null ? words.count.usersUnknown : counted(words.count.users, users),
    events === null ? words.count.eventsUnknown : counted(words.count.events, events),
    ...(issues > 1 ? [counted(words.count.issues, issues)] : []),
  ].join(", ");

const placeWords = ({ project, environment, release }: Notice): string =>
  Object.entries({ project, environment, release })
    .map(([name, value]) => (value ? oneLine(value, 120) : words.place[name as keyof typeof words.place]))
    .join(" / ");

const minute = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

function footerWords({ decidedBy, sentryIssueId, openedAt }: Notice): string {
  const model = decidedBy?.model ? ` (${oneLine(decidedBy.model, 80)})` : "";
  return [
    decidedBy && `${words.label.decidedBy} ${words.tier[decidedBy.tier]}${model}`,
    sentryIssueId && `${words.label.sentryIssue} ${oneLine(sentryIssueId, 64)}`,
    put(words.label.since, "time", minute(openedAt)),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Everything a message says, in words. */
export function wordsFor(notice: Notice): Wording {
  const isError = notice.kind === "alert";
  const facts = [
    [words.label.why, notice.rootCause && oneLine(notice.rootCause, 600)],
    [words.label.fix, notice.fix && oneLine(notice.fix, 900)],
    [words.label.retry, retryWords(notice.retry)],
    [words.label.confidence, confidenceWords(notice)],
    [words.label.affected, isError ? affectedWords(notice) : null],
    [words.label.where, isError ? placeWords(notice) : null],
  ] as const;
  const severity = `${shapes[notice.severity]} ${words.severity[notice.severity]}`;
  const category = isError && notice.category ? words.category[notice.category] : null;
  const links = Object.entries(notice.links).filter((link): link is [keyof Notice["links"], string] => link[1] !== null);
  const type = notice.type && oneLine(notice.type, 200);
  return {
    header: [stateWords(notice), severity, category].filter(Boolean).join(" · "),
    type: type || null,
    line: oneLine(notice.line, 600) || (type ? "" : words.noMessage),
    facts: facts.flatMap(([label, text]) => (text ? [{ label, text }] : [])),
    footer: footerWords(notice),
    links: links.map(([name, url]) => ({ text: words.link[name], url })),
  };
}

/** The whole message as plain lines. */
export function plainText(wording: Wording): string {
  const { header, type, line, facts, footer, links } = wording;
  const said = [header, [type, line].filter(Boolean).join(": "), ...facts.map(({ label, text }) => `${label}: ${text}`), footer];
  return [...said, ...links.map(({ text, url }) => `${text}: ${url}`)].join("\n");
}
