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

/** The known word that this is likely a slip of: nearest by letters, else one that begins or ends alike. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const said = word.toLowerCase().slice(0, 40);
  const ranked = known.map((name) => ({ name, letters: distance(said, name) })).sort((a, b) => a.letters - b.letters);
  const [first] = ranked;
  if (first && first.letters <= Math.max(1, Math.floor(first.name.length / 3))) return first.name;
  return said.length < 3 ? undefined : known.find((name) => name.startsWith(said) || name.endsWith(said));
}

/** ": did you mean …?" where a word is known that it may be, else the words there are. */
export function meant(word: string, known: readonly string[]): string {
  const name = nearest(word, known);
  return name ? `: did you mean ${name}?` : `; it can be ${known.join(", ")}`;
}
