/** A word, the letters by which it is found and their place in it, the rows that it is of, and the last text that it was found in. */
type Entry = { word: string; key: number; place: number; rows: number[]; turn: number };

type Rows = readonly (readonly string[] | null)[];

/** Three neighbouring letters; of scripts that write words in few letters, one. */
const keyOf = (first: number, second: number, third: number): number =>
  first > 127 ? first : -((first << 16) ^ (second << 8) ^ third);

const slots = 1 << 14;
const slotOf = (key: number): number => (key ^ (key >> 13)) & (slots - 1);

function entriesOf(rows: Rows): Entry[] {
  const byWord = new Map<string, Entry>();
  for (let row = 0; row < rows.length; row++) {
    for (const word of rows[row] ?? []) {
      const entry = byWord.get(word);
      if (entry) entry.rows.push(row);
      else byWord.set(word, { word, key: 0, place: 0, rows: [row], turn: 0 });
    }
  }
  return [...byWord.values()];
}

/** Of two letters that are not enough for a key: looked for one by one. */
const isShort = ({ word }: Entry): boolean => word.length < 3 && word.charCodeAt(0) < 128;

/** Of a place in a word, the key by which it could be found; 0 where there is none. */
function keyAt(word: string, at: number): number {
  const first = word.charCodeAt(at);
  if (first <= 127 && at + 2 >= word.length) return 0;
  return keyOf(first, word.charCodeAt(at + 1), word.charCodeAt(at + 2));
}

/** How many words have letters of each slot. */
function countsOf(entries: readonly Entry[]): Uint16Array {
  const counts = new Uint16Array(slots);
  for (const { word } of entries) {
    for (let at = 0; at < word.length; at++) {
      const slot = slotOf(keyAt(word, at));
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  }
  return counts;
}

/** Chooses the letters of a word that the fewest words have. */
function choose(entry: Entry, counts: Uint16Array): void {
  let fewest = Number.POSITIVE_INFINITY;
  for (let at = 0; at < entry.word.length; at++) {
    const key = keyAt(entry.word, at);
    const count = counts[slotOf(key)] ?? 0;
    if (key === 0 || count >= fewest) continue;
    fewest = count;
    entry.key = key;
    entry.place = at;
  }
}

/** The words by their slots: `alike[starts[slot]]`, where 0 is none. */
function tableOf(entries: readonly Entry[]): { starts: Uint16Array; alike: Entry[][] } {
  const counts = countsOf(entries);
  const starts = new Uint16Array(slots);
  const alike: Entry[][] = [[]];
  for (const entry of entries) {
    choose(entry, counts);
    const slot = slotOf(entry.key);
    const start = starts[slot];
    if (start) alike[start]?.push(entry);
    else starts[slot] = alike.push([entry]) - 1;
  }
  return { starts, alike };
}

/**
 * For many rows of words, a function that tells in one pass over a lower-case text which rows have a word in it.
 * A row without words is always among them. What it returns is good until it is called again.
 */
export function indexWords(rows: Rows): (lower: string) => Uint8Array {
  const entries = entriesOf(rows);
  const { starts, alike } = tableOf(entries.filter((entry) => !isShort(entry)));
  const shorts = entries.filter(isShort);
  const always = Uint8Array.from(rows, (words) => Number(words === null));
  const found = always.slice();
  let turn = 0;
  const note = (entry: Entry): void => {
    entry.turn = turn; // once is enough: all its rows are found
    for (const row of entry.rows) found[row] = 1;
  };
  const look = (here: readonly Entry[], key: number, lower: string, at: number): void => {
    for (const entry of here)
      if (entry.key === key && entry.turn !== turn && lower.startsWith(entry.word, at - entry.place)) note(entry);
  };
  return (lower) => {
    found.set(always);
    turn++;
    for (const entry of shorts) if (lower.includes(entry.word)) note(entry);
    let second = lower.charCodeAt(0);
    let third = lower.charCodeAt(1);
    for (let at = 0; at < lower.length; at++) {
      const first = second;
      second = third;
      third = lower.charCodeAt(at + 2);
      const key = keyOf(first, second, third);
      const start = starts[slotOf(key)];
      if (start) look(alike[start] ?? [], key, lower, at);
    }
    return found;
  };
}
