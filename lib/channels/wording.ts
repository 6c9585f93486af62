import { type NoticeWords, noticeWords } from "#lib/i18n/notice.ts";
import type { Notice } from "#lib/model/notice.ts";
import {
  checkMark,
  counted,
  digestHead,
  digestNotes,
  fill,
  type GroupWording,
  groupWords,
  severityWords,
} from "./digest-wording.ts";
import { noteWords } from "./note-wording.ts";
import { oneLine } from "./text.ts";
import { minuteIn } from "./times.ts";

/** What a message says, as lines of plain text in their order; every channel gives them its own form. */
export interface Wording {
  /** State, severity and category: what is read first. */
  header: string;
  /** Shape and word. */
  severity: string;
  /** What is special about this message: who could not be reached, which silence ended, until when it is quiet. */
  notes: string[];
  type: string | null;
  line: string;
  /** Label and text. */
  facts: { label: string; text: string }[];
  /** Of a digest. */
  groups: GroupWording[];
  /** Who decided, Sentry's id of the issue, since when. */
  footer: string;
  links: { text: string; url: string }[];
}

/** What is new about it: who has it, or why it is told again. */
function stateWords(words: NoticeWords, { state, stateBy, reason, step, handedBy }: Notice): string | null {
  if (state !== "open") {
    const said = stateBy ? fill(words.state[`${state}By`], { name: oneLine(stateBy, 60) }) : words.state[state];
    return state === "resolved" ? `${checkMark} ${said}` : said;
  }
  if (handedBy) return fill(words.reason.handed, { name: oneLine(handedBy, 60) });
  if (reason === "step" && step === 0) return null;
  return words.reason[reason as keyof typeof words.reason] ?? null;
}

function retryWords(words: NoticeWords, { retry, language }: Notice): string | null {
  if (!retry) return null;
  if (!retry.should) return words.retry.no;
  const seconds = Math.ceil(retry.afterSeconds ?? 0);
  if (seconds === 0) return words.retry.yes;
  if (seconds < 120) return counted(words.retry.seconds, seconds, language);
  return counted(words.retry.minutes, Math.ceil(seconds / 60), language);
}

/** The figure and whether it may still change. */
function confidenceWords(words: NoticeWords, { confidence, provisional, kind }: Notice): string | null {
  if (kind !== "alert") return null;
  if (confidence === null) return words.provisional;
  const figure = `${confidence < 1 ? Math.min(99, Math.round(confidence * 100)) : 100} %`; // only what is certain is said to be
  return provisional ? `${figure}, ${words.provisional}` : figure;
}

const affectedWords = (words: NoticeWords, { users, events, issues, language }: Notice): string =>
  [
    users === null ? words.count.usersUnknown : counted(words.count.users, users, language),
    events === null ? words.count.eventsUnknown : counted(words.count.events, events, language),
    ...(issues > 1 ? [counted(words.count.issues, issues, language)] : []),
  ].join(", ");

const placeWords = (words: NoticeWords, { project, environment, release }: Notice): string =>
  Object.entries({ project, environment, release })
    .map(([name, value]) => (value ? oneLine(value, 120) : words.place[name as keyof typeof words.place]))
    .join(" / ");

function footerWords(words: NoticeWords, { decidedBy, sentryIssueId, openedAt, zone }: Notice): string {
  const model = decidedBy?.model ? ` (${oneLine(decidedBy.model, 80)})` : "";
  const name = decidedBy && (decidedBy.name ? oneLine(decidedBy.name, 60) : `${words.tier[decidedBy.tier]}${model}`);
  return [
    name && fill(words.label.decidedBy, { name }),
    sentryIssueId && fill(words.label.sentryIssue, { id: oneLine(sentryIssueId, 64) }),
    fill(words.label.since, { time: minuteIn(zone, openedAt) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

function factsOf(words: NoticeWords, notice: Notice): Wording["facts"] {
  const isError = notice.kind === "alert";
  const facts = [
    [words.label.why, notice.rootCause && oneLine(notice.rootCause, 600)],
    [words.label.fix, notice.fix && oneLine(notice.fix, 900)],
    [words.label.retry, retryWords(words, notice)],
    [words.label.confidence, confidenceWords(words, notice)],
    [words.label.affected, isError ? affectedWords(words, notice) : null],
    [words.label.where, isError ? placeWords(words, notice) : null],
  ] as const;
  return facts.flatMap(([label, text]) => (text ? [{ label, text }] : []));
}

function linksOf(words: NoticeWords, { links, kind }: Notice): Wording["links"] {
  const found = Object.entries(links).filter((link): link is [keyof Notice["links"], string] => link[1] !== null);
  const nameOf = (name: keyof Notice["links"]): string => {
    if (kind === "test") return words.kind.system;
    return words.link[kind === "digest" && name === "why" ? "decisions" : name];
  };
  return found.map(([name, url]) => ({ text: nameOf(name), url }));
}

/** Everything a message says, in words. */
export function wordsFor(notice: Notice): Wording {
  const words = noticeWords(notice.language);
  const type = notice.type && oneLine(notice.type, 200);
  const head = digestHead(notice);
  const severity = severityWords(words, notice.severity);
  const category = notice.kind === "alert" && notice.category ? words.category[notice.category] : null;
  const about = notice.own ? words.own[notice.own].title : category;
  const kind = notice.kind === "system" || notice.kind === "test" ? words.kind[notice.kind] : null;
  const first = head ? [head.name] : [kind, stateWords(words, notice)];
  const line = oneLine(notice.line, 600) || (type ? "" : words.noMessage);
  return {
    header: [...first, severity, head ? head.count : about].filter(Boolean).join(" · "),
    severity,
    notes: notice.digest ? digestNotes(notice.digest, notice.language) : noteWords(words, notice),
    type: type || null,
    line: head ? head.period : line,
    facts: head ? [] : factsOf(words, notice),
    groups: groupWords(notice),
    footer: head || notice.kind === "test" ? "" : footerWords(words, notice),
    links: linksOf(words, notice),
  };
}

/** The error in one line, or the time of a digest. */
export const errorWords = ({ type, line }: Wording): string => [type, line].filter(Boolean).join(": ");

const groupText = ({ title, lines, more }: GroupWording): string =>
  [title, ...lines.map(({ text }) => `- ${text}`), ...(more ? [`- ${more}`] : [])].join("\n");

/** The whole message as plain lines. */
export function plainText(wording: Wording): string {
  const { header, notes, facts, groups, footer, links } = wording;
  const said = [header, errorWords(wording), ...notes, ...facts.map(({ label, text }) => `${label}: ${text}`)];
  const rest = [...groups.map(groupText), ...(footer ? [footer] : []), ...links.map(({ text, url }) => `${text}: ${url}`)];
  return [...said, ...rest].join("\n");
}
