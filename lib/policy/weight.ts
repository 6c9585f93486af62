import type { DocumentFault } from "#lib/model/policy.ts";
import type { Readable } from "./readable.ts";

/** Every word of every query may be asked of every error: more than this would make alerts wait. */
export const mostWords = 10_000;
/** Patterns cost most; so many are kept compiled. */
const mostPatterns = 200;

const queriesOf = ({ policies, silences }: Pick<Readable, "policies" | "silences">): string[] => [
  ...policies.flatMap(({ match, ladder }) => [match, ...ladder.flatMap((step) => step.if ?? [])]),
  ...silences.flatMap(({ match, while: condition }) => [match, ...(condition ? [condition.match] : [])]),
];

const count = (texts: readonly string[], form: RegExp): number =>
  texts.reduce((sum, text) => sum + (text.match(form)?.length ?? 0), 0);

export const wordsIn = (document: Pick<Readable, "policies" | "silences">): number => count(queriesOf(document), /[^\s()]+/g);

/** What makes a document too much to ask of every error; counted without reading a query. */
export function weightFaults(document: Pick<Readable, "policies" | "silences">): DocumentFault[] {
  const patterns = count(queriesOf(document), /(?<![^\s(:-])\//g);
  return [
    ...(wordsIn(document) > mostWords
      ? [{ path: "", message: `all queries together have at most ${mostWords} words: end silences or write shorter queries` }]
      : []),
    ...(patterns > mostPatterns
      ? [{ path: "", message: `all queries together have at most ${mostPatterns} patterns: use words or quotes where they do` }]
      : []),
  ];
}
