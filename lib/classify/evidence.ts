import type { Report } from "#lib/model/report.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { categories } from "#lib/model/taxonomy.ts";
import type { Evidence } from "#lib/model/verdict.ts";
import { type Facts, positionInMessage } from "./facts.ts";
import { columns, type Features, seeFeatures } from "./features.ts";
import type { Match } from "./match.ts";
import type { Weights } from "./weights.ts";

const keptText = 200;
const keptWords = 3;

/** Where the message itself names it; 0, 0 when it does not. */
function named(text: string, message: string): Pick<Evidence, "text" | "start" | "end"> {
  const start = text === "" ? -1 : message.indexOf(text);
  return start === -1 ? { text, start: 0, end: 0 } : { text, start, end: start + text.length };
}

/** What stands in the facts' text, as the message itself has it where it is in the message. */
function quoted(facts: Facts, message: string, from: number, to: number): Pick<Evidence, "text" | "start" | "end"> {
  const place = positionInMessage(facts, from, Math.min(to - from, keptText));
  return place
    ? { text: message.slice(place.start, place.end), ...place }
    : { text: facts.text.slice(from, Math.min(to, from + keptText)), start: 0, end: 0 };
}

/** What of the report a rule holds for. */
export function ruleEvidence(facts: Facts, message: string, { rule, kind, words }: Match): Evidence {
  const why = `${kind}: ${rule.id}`;
  if (!words)
    return {
      ...named((rule.status ? String(facts.status) : (facts.types.split("\n")[0] ?? "")).slice(0, keptText), message),
      why,
    };
  return { ...quoted(facts, message, words.index, words.index + words[0].length), why };
}

/** How much a bucket speaks for a category, against what it says for the categories on the whole. */
function speaks({ words: { weights, scale } }: Weights, chances: Float64Array, bucket: number, category: number): number {
  const weight = (of: number): number => (weights[bucket * columns + of] ?? 0) * (scale[of] ?? 0);
  return chances.reduce((sum, chance, of) => sum - chance * weight(of), weight(category));
}

/** The words of the text that speak most for a category. */
export function wordEvidence(
  report: Report,
  facts: Facts,
  { at, much }: Features,
  category: Category,
  chances: Float64Array,
  by: Weights,
): Evidence[] {
  const counts = new Map(Array.from(at, (bucket, f) => [bucket, much[f] ?? 0]));
  const spans = new Map<string, { start: number; end: number; sum: number }>();
  seeFeatures(report, facts, (bucket, _, start, end) => {
    if (start < 0) return;
    const span = spans.get(`${start} ${end}`) ?? { start, end, sum: 0 };
    span.sum += speaks(by, chances, bucket, categories.indexOf(category)) * (counts.get(bucket) ?? 0);
    spans.set(`${start} ${end}`, span);
  });
  const best: { start: number; end: number }[] = [];
  for (const span of [...spans.values()].toSorted((a, b) => b.sum - a.sum)) {
    if (span.sum <= 0 || best.length === keptWords) break;
    if (best.every(({ start, end }) => span.end <= start || span.start >= end)) best.push(span);
  }
  return best.map(({ start, end }) => ({ ...quoted(facts, report.message, start, end), why: `words: speak for ${category}` }));
}
