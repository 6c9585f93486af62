import type { ZodError } from "zod";
import { JsonlReport } from "#lib/model/jsonl.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { type Understood, understandLine } from "#lib/pipeline/verdict.ts";
import type { Line } from "./jsonl.ts";
import type { Judge } from "./judge.ts";

export type Answer = ({ id: string | number } & Verdict) | Wrong;
interface Wrong {
  error: string;
  line: number;
}

/** Every fault of a line in one sentence. */
export const faultsOf = (error: ZodError): string =>
  error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join(".") || "line"}: ${message}`)
    .join("; ")
    .slice(0, 500);

/** The piece of the line that V8 quotes: it may hold what nobody should read. */
const quotation = /, (?:\.{3})?"[\s\S]*"(?:\.{3})?(?= is not valid)/;

/** The JSON of a line, or why it is none; null for a blank one. */
export function readLine(line: Line): { value: unknown } | { error: string } | null {
  if ("tooLong" in line) return { error: "the line is longer than 1 MB" };
  const text = (line.number === 1 ? line.text.replace(/^\uFEFF/, "") : line.text).trim();
  if (text === "") return null;
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { error: `not JSON: ${why.replace(quotation, "").slice(0, 200)}` };
  }
}

const failed = (error: unknown): string =>
  `could not be classified: ${error instanceof Error ? error.message.slice(0, 200) : "unknown"}`;

interface Told {
  id: string | number;
  line: number;
  understood: Understood;
}

/** The report of a line, or an error in its place; null for a blank line. */
function reportOf(line: Line): Told | Wrong | null {
  const read = readLine(line);
  if (read === null) return null;
  if ("error" in read) return { error: read.error, line: line.number };
  try {
    const parsed = JsonlReport.safeParse(read.value);
    if (!parsed.success) return { error: faultsOf(parsed.error), line: line.number };
    return { id: parsed.data.id ?? line.number, line: line.number, understood: understandLine(parsed.data) };
  } catch (error) {
    return { error: failed(error), line: line.number };
  }
}

/** The verdicts on some lines, in their order, an error in the place of a wrong one. */
export async function answersTo(lines: readonly Line[], judge: Judge): Promise<Answer[]> {
  const read = lines.flatMap((line) => reportOf(line) ?? []);
  const told = read.filter((each) => "understood" in each);
  const verdicts = await judge(told.map(({ understood }) => understood));
  const said = new Map(told.map((each, at) => [each.line, verdicts[at]]));
  return read.map((each) => {
    if ("error" in each) return each;
    const verdict = said.get(each.line);
    if (!verdict || verdict instanceof Error) return { error: failed(verdict), line: each.line };
    return { id: each.id, ...verdict };
  });
}
