import { z } from "zod";
import { emptyReport, type Frame, type Report } from "./report.ts";
import { Category, Severity } from "./taxonomy.ts";

const text = z.string().nullish();
const count = z.number().int().nonnegative().nullish();

/** One line of JSONL as CONTRACT names it; only `message` is required. Frames beginning with `lib:` are library frames. */
export const JsonlReport = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  message: z.string(),
  exception_type: text,
  chain: z.array(z.string()).nullish(),
  http_status: z.number().int().nullish(),
  code: z.union([z.string(), z.number()]).nullish(),
  request_id: text,
  finish_reason: text,
  frames: z.array(z.string()).nullish(),
  platform: text,
  provider: text,
  model: text,
  project: text,
  environment: text,
  release: text,
  transaction: text,
  timestamp: z.union([z.string(), z.number()]).nullish(),
  level: text,
  users: count,
  events: count,
  unhandled: z.boolean().nullish(),
  tags: z.record(z.string(), z.unknown()).nullish(),
});
export type JsonlReport = z.infer<typeof JsonlReport>;

/** A labelled line: what a senior on-call engineer would have said. */
export const LabelledReport = JsonlReport.extend({
  category: Category,
  alt: Category.nullish(),
  should_retry: z.boolean(),
  severity: Severity,
});
export type LabelledReport = z.infer<typeof LabelledReport>;

const frameLine = /^(?<lib>lib:)?(?<file>.{1,400}?)(?::(?<line>\d{1,9}))?(?: in (?<fn>.{1,300}))?$/;

function toFrame(written: string): Frame {
  const { lib, file, line, fn } = frameLine.exec(written.slice(0, 700))?.groups ?? {};
  return {
    file: file ?? written,
    line: line ? Number(line) : null,
    function: fn ?? null,
    module: null,
    inApp: !lib,
    context: null,
  };
}

function toCause(written: string): { type: string; value: string } {
  const at = written.indexOf(": ");
  return at > 0 && at < 120 && !/\s/.test(written.slice(0, at))
    ? { type: written.slice(0, at), value: written.slice(at + 2) }
    : { type: "", value: written };
}

/** ISO 8601, or null when it is no time of this era. Seconds and milliseconds since 1970 are both read. */
export function toInstant(value: string | number | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const date = new Date(typeof value === "number" && value < 1e11 ? value * 1000 : value);
  const year = date.getUTCFullYear();
  return year >= 2000 && year <= 2200 ? date.toISOString() : null;
}

/** More of a list says nothing; far beyond what is kept, so that what is cut shows. */
const longestList = 1000;

/** The call to a model that it came of, where the line says anything of one. */
function llmOf(line: JsonlReport, tags: Report["tags"]): Report["llm"] {
  const provider = line.provider ?? tags["llm.provider"] ?? null;
  const model = line.model ?? tags["llm.model"] ?? null;
  const requestId = line.request_id ?? null;
  const finishReason = line.finish_reason ?? null;
  if (provider === null && model === null && requestId === null && finishReason === null) return null;
  const status = line.http_status ?? null;
  return { provider, model, status, code: null, requestId, retryCount: null, latencyMs: null, finishReason };
}

export function fromJsonl(line: JsonlReport): Report {
  const tags = Object.fromEntries(
    Object.entries(line.tags ?? {})
      .slice(0, longestList)
      .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
  return {
    ...emptyReport,
    message: line.message,
    exceptionType: line.exception_type ?? null,
    chain: (line.chain ?? []).slice(0, longestList).map(toCause),
    frames: (line.frames ?? []).slice(0, longestList).map(toFrame),
    llm: llmOf(line, tags),
    httpStatus: line.http_status ?? null,
    code: line.code === null || line.code === undefined ? null : String(line.code),
    platform: line.platform ?? null,
    level: line.level ?? null,
    environment: line.environment ?? null,
    release: line.release ?? null,
    project: line.project ?? null,
    transaction: line.transaction ?? null,
    unhandled: line.unhandled ?? null,
    users: line.users ?? null,
    events: line.events ?? null,
    occurredAt: toInstant(line.timestamp),
    tags,
  };
}
