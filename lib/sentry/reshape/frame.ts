import { z } from "zod";
import type { Frame } from "#lib/model/report.ts";
import { count, flag, list, object, objects, text } from "./wire.ts";

const wire = z.object({
  filename: text,
  abs_path: text,
  absPath: text,
  module: text,
  package: text,
  function: text,
  lineno: count,
  lineNo: count,
  in_app: flag,
  inApp: flag,
  context_line: text,
  context: list,
});

const numberedLine = z.tuple([count, text]);

const library = /(?:^|[\\/])(?:node_modules|site-packages|dist-packages|vendor|gems)[\\/]|^(?:node:|internal\/|<frozen )/;

function toFrame(value: Record<string, unknown>): Frame {
  const raw = wire.parse(value);
  const file = raw.filename ?? raw.abs_path ?? raw.absPath ?? raw.module ?? raw.package ?? "<unknown>";
  const line = raw.lineno ?? raw.lineNo;
  const around = raw.context.map((item) => numberedLine.safeParse(item).data).find((item) => item && item[0] === line);
  return {
    file,
    line,
    function: raw.function,
    module: raw.module,
    inApp: raw.in_app ?? raw.inApp ?? !library.test(file.slice(0, 1000)),
    context: raw.context_line ?? around?.[1] ?? null,
  };
}

/** The frames of a stack trace, crash first; Sentry has them oldest first. */
export function framesOf(stacktrace: unknown): Frame[] {
  const frames = objects.parse(object.parse(stacktrace).frames);
  return frames.slice(-maxRead).reverse().map(toFrame);
}

const maxRead = 2000; // a runaway recursion sends tens of thousands
