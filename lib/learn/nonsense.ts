import { emptyReport, type Report } from "#lib/model/report.ts";
import { randomFrom } from "./interval.ts";

const little =
  "the a of is was in to not would could at for and with by on from has had no it that this be been we when some one".split(" ");
const consonants = [..."bcdfghjklmnpqrstvwxz", "th", "ch", "st", "tr", "gr", "sh", "ck", "mp", "nd"];
const vowels = [..."aeiouy", "ea", "oo", "ai"];
const endings = ["", "", "", "ator", "ing", "ed", "er", "ness", "ion", "s"];

/** Texts that name nothing anybody knows, so that words nobody saw speak for no category. The same texts each time. */
export function nonsense(count: number): Report[] {
  const random = randomFrom(7);
  const oneOf = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? "";
  const syllable = (): string => oneOf(consonants) + oneOf(vowels) + (random() < 0.3 ? oneOf(consonants) : "");
  const word = (): string => Array.from({ length: 1 + Math.floor(random() * 4) }, syllable).join("") + oneOf(endings);
  const piece = (): string => (random() < 0.5 ? oneOf(little) : random() < 0.8 ? word() : oneOf(consonants));
  const sentence = (): string => Array.from({ length: 1 + Math.floor(random() ** 2 * 10) }, piece).join(" ");
  const type = (): string => word().replace(/^./, (letter) => letter.toUpperCase());
  return Array.from({ length: count }, () => ({
    ...emptyReport,
    message: sentence(),
    exceptionType: random() < 0.5 ? type() : null,
  }));
}
