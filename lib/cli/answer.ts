import type { ZodError } from "zod";
import { fromJsonl, JsonlReport } from "#lib/model/jsonl.ts";
import type { Language } from "#lib/model/language.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { instantVerdict, understand } from "#lib/pipeline/verdict.ts";
import type { Line } from "./jsonl.ts";

export type Answer = ({ id: string | number } & Verdict) | { error: string; line: number };

/** Every fault of a line in one sentence. */
export const faultsOf = (error: ZodError): string =>
  error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join(".") || "line"}: ${message}`)
    .join("; ")
    .slice(0, 500);

/** The verdict on one report, from memory-less local tiers alone. */
export function verdictOn(row: JsonlReport, language: Language = "en"): Verdict {
  const { report, findings, signature } = understand(fromJsonl(row));
  return instantVerdict(report, { hash: signature.hash, findings, memory: null, language });
}

/** The JSON of a line, or why it is none; null for a blank one. */
export function readLine(line: Line): { value: unknown } | { error: string } | null {
  if ("tooLong" in line) return { error: "the line is longer than 1 MB" };
  const text = (line.number === 1 ? line.text.replace(/^\uFEFF/, "") : line.text).trim();
  if (text === "") return null;
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { error: `not JSON: ${(error instanceof Error ? error.message : String(error)).slice(0, 200)}` };
  }
}

/** The verdict on a line, its cause and fix in this language, or an error in its place; null for a blank line. */
export function answerTo(line: Line, language: Language): Answer | null {
  const read = readLine(line);
  if (read === null) return null;
  if ("error" in read) return { error: read.error, line: line.number };
  try {
    const parsed = JsonlReport.safeParse(read.value);
    if (!parsed.success) return { error: faultsOf(parsed.error), line: line.number };
    return { id: parsed.data.id ?? line.number, ...verdictOn(parsed.data, language) };
  } catch (error) {
    return {
      error: `could not be classified: ${error instanceof Error ? error.message.slice(0, 200) : "unknown"}`,
      line: line.number,
    };
  }
}
