/** Letters to add, drop or replace to get from one to the other. */
export function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Short names lie close together by chance: HOME is two letters from HOST. */
const mostLetters = (name: string): number => (name.length < 8 ? 0 : name.length < 12 ? 1 : 2);

/** Of the known names the one that this is a slip of; undefined when it is known, or like none of them. */
export function meantBy(name: string, known: readonly string[]): string | undefined {
  if (known.includes(name) || name.length > 60) return undefined;
  return known.find((right) => distance(name.toUpperCase(), right) <= mostLetters(right));
}
