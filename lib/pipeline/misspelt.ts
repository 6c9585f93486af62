import { distance } from "#lib/query/distance.ts";

/** Short names lie close together by chance: HOME is two letters from HOST. */
const mostLetters = (name: string): number => (name.length < 8 ? 0 : name.length < 12 ? 1 : 2);

/** Of the known names the one that this is a slip of; undefined when it is known, or like none of them. */
export function meantBy(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name) || name.length > 60) return undefined;
  return known.find((right) => distance(name.toUpperCase(), right) <= mostLetters(right));
}
