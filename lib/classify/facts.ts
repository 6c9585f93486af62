import type { Report } from "#lib/model/report.ts";
import { withoutAsides } from "./asides.ts";
import { type Context, contextOf } from "./context.ts";
import { waitIn } from "./retry.ts";
import { simplified } from "./simplified.ts";
import { statusIn } from "./status.ts";

/** What rules look at, laid out once a report. */
export type Facts = Context & {
  text: string;
  /** `text` without what it only mentions: what rules read. */
  said: string;
  /** `said` in lower case. */
  lower: string;
  types: string;
  codes: string;
  frames: string;
  status: number | null;
  /** The wait that `text` asks for, in seconds. */
  wait: number | null;
  /** How far into `text` positions are those of the message, and by how much they are off after what was left out. */
  head: number;
  message: number;
  skipped: number;
};

const keptHead = 6000;
const keptTail = 2000;
const keptCause = 1500;
const keptCauses = 6;
const keptNames = 8;

const thrownName =
  /\b(?:[A-Za-z_$][\w$]{0,60}[.:\\]{1,2}){0,8}[A-Z][\w$]{0,80}(?:Error|Exception|Fault|Timeout|Warning|Interrupt|NotFound|Panic)\b/g;
/** A name before a colon where a wrapped error begins, whatever it ends with: `failed: PG::ConnectionBad: …`. */
const wrappedName =
  /(?:^|[:|>] |because |caused by )(?<code>\*?(?:[A-Za-z_$][\w$]{0,40}(?:::|[.\\])){0,6}[A-Z][a-z]{1,40}[A-Z][\w$]{1,60}|(?:[A-Za-z_$][\w$]{0,40}(?:::|[.\\])){1,6}[A-Z][\w$]{1,60})(?=: )/gm;
const namedCode =
  /\b(?:code|errno|error_?code|errcode|err_code|sqlstate|sql state|status_?code|error number|ORA|SQLSTATE)["']?\s{0,2}[:=[(]{0,2}\s{0,2}["']?(?<code>[A-Za-z0-9_.-]{2,60})/gi;

/** What a pattern finds, or its group `code` when it has one, each once. */
function namesIn(text: string, pattern: RegExp): string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(pattern)) {
    names.add(match.groups?.code ?? match[0]);
    if (names.size >= keptNames) break;
  }
  return [...names];
}

const lines = (parts: readonly string[]): string => [...new Set(parts)].filter((part) => part !== "").join("\n");

export function factsOf(report: Report): Facts {
  const { message } = report;
  const long = message.length > keptHead + keptTail;
  const said = long ? `${message.slice(0, keptHead)}\n${message.slice(-keptTail)}` : message;
  const reason = report.llm?.finishReason;
  const code = report.code ?? report.llm?.code;
  const causes = report.chain.slice(0, keptCauses);
  const text = simplified(
    [
      said,
      ...causes.map(({ type, value }) => (type ? `${type}: ${value}` : value).slice(0, keptCause)),
      ...(reason ? [`finish_reason=${reason.slice(0, 60)}`] : []),
      ...(code ? [`code=${code.slice(0, 80)}`] : []),
    ].join("\n"),
  );
  const types = lines([
    report.exceptionType ?? "",
    ...causes.map((cause) => cause.type),
    ...namesIn(said, thrownName),
    ...namesIn(said, wrappedName),
  ]).slice(0, 1500);
  const places = report.frames
    .slice(0, 30)
    .map((frame) => [frame.file, frame.function, frame.module].filter(Boolean).join("\n").slice(0, 400));
  const frames = [...places, report.transaction?.slice(0, 200) ?? ""].join("\n");
  const told = withoutAsides(text);
  return {
    text,
    said: told,
    lower: told.toLowerCase(),
    types,
    codes: lines([code?.slice(0, 80) ?? "", ...namesIn(text, namedCode)]),
    frames,
    status: report.httpStatus ?? report.llm?.status ?? statusIn(text),
    wait: waitIn(text),
    head: long ? keptHead : said.length,
    message: said.length,
    skipped: message.length - said.length,
    ...contextOf(report, { said: told, types, frames }),
  };
}

/** Where words found in the facts' text stand in the report's message; null when they are not in it. */
export function positionInMessage(facts: Facts, start: number, length: number): { start: number; end: number } | null {
  if (start + length <= facts.head) return { start, end: start + length };
  if (start <= facts.head || start + length > facts.message) return null;
  return { start: start + facts.skipped, end: start + facts.skipped + length };
}
