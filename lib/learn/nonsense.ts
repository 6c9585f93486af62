import { emptyReport, type Report } from "#lib/model/report.ts";
import { randomFrom } from "./interval.ts";

const little =
  "the a of is was in to not would could at for and with by on from has had no it that this be been we when some one".split(" ");
const sounds =
  "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xa zo bra cle dri fro glu sha tri sto ple nd rt lk mp".split(" ");
const letters = "abcdefghijklmnopqrstuvwxyz".split("");

/** Texts that name nothing anybody knows, so that words nobody saw speak for no category. The same texts each time. */
export function nonsense(count: number): Report[] {
  const random = randomFrom(7);
  const oneOf = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? "";
  const word = (): string => Array.from({ length: 1 + Math.floor(random() * 4) }, () => oneOf(sounds)).join("");
  const piece = (): string => (random() < 0.5 ? oneOf(little) : random() < 0.8 ? word() : oneOf(letters));
  const sentence = (): string => Array.from({ length: 1 + Math.floor(random() ** 2 * 10) }, piece).join(" ");
  const type = (): string => word().replace(/^./, (letter) => letter.toUpperCase());
  return Array.from({ length: count }, () => ({
    ...emptyReport,
    message: sentence(),
    exceptionType: random() < 0.5 ? type() : null,
  }));
}
