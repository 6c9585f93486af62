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
/** Of the texts that rules look at. */
const longest = 2 ** 20;

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
  const from = bucket * columns;
  let sum = (weights[from + category] ?? 0) * (scale[category] ?? 0);
  for (let of = 0; of < chances.length; of++) sum -= (chances[of] ?? 0) * ((weights[from + of] ?? 0) * (scale[of] ?? 0));
  return sum;
}

type Span = { start: number; end: number; sum: number };

/** Every stretch of the text that a feature is of, and how much all of its features speak for a category. */
function spansOf(report: Report, facts: Facts, { at, much }: Features, speaks: (bucket: number) => number): Span[] {
  const counts = new Map<number, number>();
  for (let f = 0; f < at.length; f++) counts.set(at[f] ?? 0, much[f] ?? 0);
  const spans = new Map<number, Span>();
  seeFeatures(report, facts, (bucket, _, start, end) => {
    if (start < 0) return;
    const place = start * longest + end;
    let span = spans.get(place);
    if (!span) {
      span = { start, end, sum: 0 };
      spans.set(place, span);
    }
    span.sum += speaks(bucket) * (counts.get(bucket) ?? 0);
  });
  return [...spans.values()];
}

/** The words of the text that speak most for a category. */
export function wordEvidence(
  report: Report,
  facts: Facts,
  features: Features,
  category: Category,
  chances: Float64Array,
  by: Weights,
): Evidence[] {
  const number = categories.indexOf(category);
  const spans = spansOf(report, facts, features, (bucket) => speaks(by, chances, bucket, number));
  const best: { start: number; end: number }[] = [];
  for (const span of spans.toSorted((a, b) => b.sum - a.sum)) {
    if (span.sum <= 0 || best.length === keptWords) break;
    if (best.every(({ start, end }) => span.end <= start || span.start >= end)) best.push(span);
  }
  return best.map(({ start, end }) => ({ ...quoted(facts, report.message, start, end), why: `words: speak for ${category}` }));
}
