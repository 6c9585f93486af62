import type { Frame, Report } from "#lib/model/report.ts";
import { redactText } from "./redact.ts";

/** What a model may see of an error: about 300 tokens of the redacted report, in words that no text of it can fake. */
export interface Excerpt {
  type?: string;
  message: string;
  causes?: string[];
  frames?: string[];
  breadcrumbs?: string[];
  status?: number;
  code?: string;
  finish_reason?: string;
  model?: string;
  provider?: string;
  platform?: string;
  level?: string;
  environment?: string;
}

const ansi = /\x1b\[[0-9;?]{0,16}[A-Za-z]/g;
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]|[\ufe00-\ufe0f]/gu;
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const query = /\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s?#"'<>]{1,500})[?#][^\s"'<>]{1,2000}/gi;

/** Without what cannot be seen and what addresses carry along; redacted again, since another spelling may have hidden something. */
const plain = (text: string): string =>
  redactText(
    text.normalize("NFKC").replace(ansi, "").replace(unseen, "").replace(controls, " ").replace(query, "$1"),
  ).toWellFormed();

function middleOut(text: string, head: number, tail: number): string {
  const whole = plain(text.length > 8000 ? `${text.slice(0, 6000)}\n${text.slice(-2000)}` : text).trim();
  if (whole.length <= head + tail + 30) return whole;
  const omitted = whole.slice(head, -tail).split("\n").length - 1;
  const mark = omitted > 0 ? ` […${omitted} lines omitted…] ` : " […] ";
  return `${whole.slice(0, head)}${mark}${whole.slice(-tail)}`.toWellFormed();
}

const short = (text: string | null, most: number): string | undefined =>
  text === null ? undefined : plain(text).trim().slice(0, most).toWellFormed() || undefined;

const place = ({ file, line, function: name, inApp }: Frame): string =>
  `${inApp ? "" : "lib:"}${plain(file).slice(-70)}${line === null ? "" : `:${line}`}${name ? ` in ${plain(name).slice(0, 50)}` : ""}`;

/** Eight frames of the application nearest to the crash, two of libraries and the entry, in their order; recursion is said once. */
function framesOf(frames: readonly Frame[]): string[] {
  const own = frames.filter(({ inApp }) => inApp).slice(0, 8);
  const others = frames.filter(({ inApp }) => !inApp).slice(0, 2);
  const kept = frames.filter((frame) => own.includes(frame) || others.includes(frame) || frame === frames.at(-1));
  const runs: { text: string; times: number }[] = [];
  for (const text of kept.map(place)) {
    const last = runs.at(-1);
    if (last?.text === text) last.times++;
    else runs.push({ text, times: 1 });
  }
  const left = frames.length - kept.length;
  return [
    ...runs.map(({ text, times }) => (times > 1 ? `${text} ×${times}` : text)),
    ...(left > 0 ? [`${left} frames omitted`] : []),
  ];
}

/** What a model may see of a redacted report. */
export function excerpt(report: Report): Excerpt {
  const { chain, llm, breadcrumbs } = report;
  const causes = [...new Set([chain[0], chain.at(-1)])].flatMap((one) =>
    one ? [middleOut(`${one.type}: ${one.value}`, 160, 60)] : [],
  );
  const crumbs = breadcrumbs.filter(({ level }) => level === "error" || level === "warning").slice(-2);
  const said = crumbs.flatMap(({ message }) => short(message, 120) ?? []);
  const frames = framesOf(report.frames);
  const status = report.httpStatus ?? llm?.status ?? undefined;
  const parts = {
    type: short(report.exceptionType, 120),
    message: middleOut(report.message, 400, 200),
    causes: causes.length > 0 ? causes : undefined,
    frames: frames.length > 0 ? frames : undefined,
    breadcrumbs: said.length > 0 ? said : undefined,
    status,
    code: short(report.code ?? llm?.code ?? null, 60),
    finish_reason: short(llm?.finishReason ?? null, 40),
    model: short(llm?.model ?? null, 60),
    provider: short(llm?.provider ?? null, 40),
    platform: short(report.platform, 30),
    level: short(report.level, 20),
    environment: short(report.environment, 40),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as unknown as Excerpt;
}
