import { wordsIn } from "./literals.ts";
import { indexWords } from "./word-index.ts";

/** For lists of expressions, a function that picks of each those that may match a text: one of their words is in it. */
export function possibleOf(lists: readonly (readonly RegExp[])[]): (text: string) => RegExp[][] {
  const possibleIn = indexWords(lists.flat().map(({ source }) => wordsIn(source)));
  return (text) => {
    const found = possibleIn(text.toLowerCase());
    let before = 0;
    return lists.map((list) => {
      const from = before;
      before += list.length;
      return list.filter((_, at) => found[from + at] === 1);
    });
  };
}
