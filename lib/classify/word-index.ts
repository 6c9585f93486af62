type Entry = { word: string; row: number };

/** ASCII words are found by their first three letters, all others by their first one. */
const keyOf = (text: string, at: number): number => {
  const first = text.charCodeAt(at);
  return first > 127 ? first : -((first << 16) ^ (text.charCodeAt(at + 1) << 8) ^ text.charCodeAt(at + 2));
};

const slots = 1 << 14;
/** A small number per key, so that most places of a text are passed over without looking in a map. */
const slotOf = (key: number): number => (key ^ (key >> 13)) & (slots - 1);

/**
 * For many rows of words, a function that tells in one pass over a lower-case text which rows have a word in it.
 * A row without words is always among them.
 */
export function indexWords(rows: readonly (readonly string[] | null)[]): (lower: string) => Uint8Array {
  const entries = new Map<number, Entry[]>();
  const taken = new Uint8Array(slots);
  const always = Uint8Array.from(rows, (words) => Number(words === null));
  for (const [row, words] of rows.entries()) {
    for (const word of words ?? []) {
      const key = keyOf(word, 0);
      taken[slotOf(key)] = 1;
      const alike = entries.get(key);
      if (alike) alike.push({ word, row });
      else entries.set(key, [{ word, row }]);
    }
  }
  return (lower) => {
    const found = always.slice();
    for (let at = 0; at < lower.length; at++) {
      const key = keyOf(lower, at);
      const here = taken[slotOf(key)] === 1 ? entries.get(key) : undefined;
      if (here) for (const { word, row } of here) if (found[row] === 0 && lower.startsWith(word, at)) found[row] = 1;
    }
    return found;
  };
}
