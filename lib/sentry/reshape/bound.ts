import type { IssueFacts } from "#lib/model/issue.ts";
import { Report } from "#lib/model/report.ts";

const limits = {
  message: 8192,
  cause: 4096,
  line: 500,
  word: 200,
  causes: 20,
  frames: 100,
  framesNearCrash: 60,
  breadcrumbs: 50,
  tags: 200,
} as const;

/** What is longer than a word, by its name in a report. */
const longer: Record<string, number> = {
  message: limits.message,
  value: limits.cause,
  file: limits.line,
  context: limits.line,
  culprit: limits.line,
  transaction: limits.line,
};

/** Longer than any secret: what is cut within one would no longer be known for what it is, and would stay. */
const longestSecret = 400;

/** Text as Postgres and every SDK accept it (no NUL, no lone surrogate), at most so many UTF-16 units, never ending within a word. */
export function bounded(value: string, max: number): string {
  return (value.length > max ? withoutLastWord(value.slice(0, max)) : value).replaceAll("\0", "").toWellFormed();
}

function withoutLastWord(whole: string): string {
  const cut = whole.replace(/[\uD800-\uDBFF]$/, "");
  const from = Math.max(cut.length - longestSecret, Math.ceil(cut.length / 2)); // one long word keeps its first half
  const space = cut.slice(from).search(/\s\S*$/);
  return cut.slice(0, space === -1 ? from : from + space);
}

/** A copy in which every text, known by its name, is shortened. */
function shortened(value: unknown, shorten: (name: string, text: string) => string, name = ""): unknown {
  if (typeof value === "string") return shorten(name, value);
  if (typeof value === "number" && !Number.isFinite(value)) return null;
  if (Array.isArray(value)) return value.map((one) => shortened(one, shorten));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shortened(one, shorten, key)]));
}

/** The report within the limits of what is stored; `truncated` when something of the error itself was lost. */
export function bound(report: Report): Report {
  const { chain, frames, breadcrumbs } = report;
  const tags = Object.entries(report.tags);
  let truncated = report.truncated || chain.length > limits.causes || frames.length > limits.frames || tags.length > limits.tags;

  const fewer: Report = {
    ...report,
    chain: chain.slice(0, limits.causes),
    frames: frames.length > limits.frames ? nearOrInApp(frames) : frames,
    // applications send a hundred by default: without the older half the error is still whole
    breadcrumbs: breadcrumbs
      .slice(-limits.breadcrumbs)
      .map((crumb) => ({ ...crumb, message: bounded(crumb.message, limits.line) })),
    tags: Object.fromEntries(tags.slice(0, limits.tags).map(([key, value]) => [bounded(key, limits.word), value])),
  };
  const shorter = shortened(fewer, (name, value) => {
    const max = longer[name] ?? limits.word;
    if (value.length > max && name !== "context") truncated = true;
    return bounded(value, max);
  });
  return { ...Report.parse(shorter), truncated };
}

const nearOrInApp = (frames: Report["frames"]): Report["frames"] =>
  frames.filter((frame, index) => index < limits.framesNearCrash || frame.inApp).slice(0, limits.frames);

export function boundFacts(facts: IssueFacts): IssueFacts {
  const cut = (value: string | null, max: number = limits.word): string | null => (value === null ? null : bounded(value, max));
  return {
    ...facts,
    shortId: cut(facts.shortId),
    title: cut(facts.title, 1000),
    culprit: cut(facts.culprit, limits.line),
    project: cut(facts.project),
    substatus: cut(facts.substatus),
    level: cut(facts.level),
    platform: cut(facts.platform),
    assignee: cut(facts.assignee),
  };
}
