import type { Test } from "./query.ts";

type TextTest = Extract<Test, { kind: "text" }>;

/** `*` is any text, `?` any one character. Consecutive stars are one. */
export type Piece = { text: string } | "some" | "one";

export function globPieces({ text, quoted, whole }: TextTest): Piece[] {
  const inner: Piece[] = quoted ? [{ text }] : text.split(/([*?])/).flatMap((part) => (part === "" ? [] : [pieceOf(part)]));
  const pieces: Piece[] = whole ? inner : ["some", ...inner, "some"];
  return pieces.filter((piece, at) => piece !== "some" || pieces[at - 1] !== "some");
}

const pieceOf = (part: string): Piece => (part === "*" ? "some" : part === "?" ? "one" : { text: part });

const kept = new WeakMap<TextTest, readonly Piece[]>();

/** In small letters; a test is taken apart once, however often it is asked. */
function smallPieces(test: TextTest): readonly Piece[] {
  const known = kept.get(test);
  if (known) return known;
  const pieces = globPieces({ ...test, text: test.text.toLowerCase() });
  kept.set(test, pieces);
  return pieces;
}

/** Whether the text is as asked for, in any case. */
export function globHolds(test: TextTest, value: string): boolean {
  const pieces = smallPieces(test);
  const subject = value.toLowerCase();
  const [first, second, third] = pieces;
  if (pieces.length === 1 && typeof first === "object") return subject === first.text;
  if (pieces.length === 3 && first === "some" && typeof second === "object" && third === "some")
    return subject.includes(second.text);
  return walk(pieces, [...subject]);
}

type Sign = { letter: string } | "some" | "one";

/** Takes the first place that fits for every piece: later ones can only need later places, so no combinations are tried. */
function walk(pieces: readonly Piece[], subject: readonly string[]): boolean {
  const signs = pieces.flatMap((piece): Sign[] =>
    typeof piece === "object" ? [...piece.text].map((letter) => ({ letter })) : [piece],
  );
  let [at, sign, back, retry] = [0, 0, -1, 0];
  while (at < subject.length) {
    const wanted = signs[sign];
    if (wanted === "some") [back, retry, sign] = [sign, at, sign + 1];
    else if (wanted === "one" || (wanted !== undefined && wanted.letter === subject[at])) [at, sign] = [at + 1, sign + 1];
    else if (back >= 0) [retry, at, sign] = [retry + 1, retry + 1, back + 1];
    else return false;
  }
  return signs.slice(sign).every((rest) => rest === "some");
}

/** Whether a known word, in any case, is the one that was written; short words only: both are bounded. */
export function isMeant({ text, quoted }: Pick<TextTest, "text" | "quoted">, known: string): boolean {
  const [wanted, word] = [text.toLowerCase(), known.toLowerCase()];
  if (quoted || !/[*?]/.test(wanted)) return word === wanted;
  const [first = "", ...rest] = wanted.split("*");
  let at = place(first, word, 0);
  if (at !== 0 || rest.length === 0) return at === 0 && first.length === word.length;
  at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = place(part, word, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  const last = rest.at(-1) ?? "";
  return word.length - last.length >= at && place(last, word, word.length - last.length) >= 0;
}

function place(part: string, word: string, from: number): number {
  for (let at = from; at + part.length <= word.length; at++) {
    if ([...part].every((letter, i) => letter === "?" || letter === word[at + i])) return at;
  }
  return -1;
}
