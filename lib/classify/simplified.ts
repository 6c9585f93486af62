import characters from "./simplified.json" with { type: "json" };

const simple = new Map([...characters.traditional].map((character, i) => [character, characters.simplified[i] ?? character]));
const traditional = new RegExp(`[${characters.traditional}]`, "g");
const kana = /[\u3040-\u30ff]/;

/** Traditional Chinese characters as simplified ones, place for place, so that one pattern reads both; Japanese is left alone. */
export const simplified = (text: string): string =>
  kana.test(text) ? text : text.replace(traditional, (character) => simple.get(character) ?? character);
