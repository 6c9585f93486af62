/** A word, the rows that it is of, and the last text that it was found in. */
type Entry = { word: string; rows: number[]; turn: number };

/** ASCII words are found by their first three letters, all others by their first one. */
const keyOf = (text: string, at: number): number => {
  const first = text.charCodeAt(at);
  return first > 127 ? first : -((first << 16) ^ (text.charCodeAt(at + 1) << 8) ^ text.charCodeAt(at + 2));
};

const slots = 1 << 14;
/** A small number per key, so that most places of a text are passed over without looking in a map. */
const slotOf = (key: number): number => (key ^ (key >> 13)) & (slots - 1);

function entriesOf(rows: readonly (readonly string[] | null)[]): Iterable<Entry> {
  const byWord = new Map<string, Entry>();
  for (const [row, words] of rows.entries()) {
    for (const word of words ?? []) {
      const entry = byWord.get(word);
      if (entry) entry.rows.push(row);
      else byWord.set(word, { word, rows: [row], turn: 0 });
    }
  }
  return byWord.values();
}

/**
 * For many rows of words, a function that tells in one pass over a lower-case text which rows have a word in it.
 * A row without words is always among them.
 */
export function indexWords(rows: readonly (readonly string[] | null)[]): (lower: string) => Uint8Array {
  const table: (Entry[] | undefined)[] = Array.from({ length: slots });
  for (const entry of entriesOf(rows)) {
    const slot = slotOf(keyOf(entry.word, 0));
    const alike = table[slot];
    if (alike) alike.push(entry);
    else table[slot] = [entry];
  }
  const always = Uint8Array.from(rows, (words) => Number(words === null));
  let turn = 0;
  return (lower) => {
    const found = always.slice();
    turn++;
    for (let at = 0; at < lower.length; at++) {
      const here = table[slotOf(keyOf(lower, at))];
      if (here === undefined) continue;
      for (const entry of here) {
        if (entry.turn === turn || !lower.startsWith(entry.word, at)) continue;
        entry.turn = turn; // once is enough: all its rows are found
        for (const row of entry.rows) found[row] = 1;
      }
    }
    return found;
  };
}
