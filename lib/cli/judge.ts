import type { Language } from "#lib/model/language.ts";
import type { Verdict } from "#lib/model/verdict.ts";
import { instantVerdict, type Understood } from "#lib/pipeline/verdict.ts";

/** Says what reports are, each in its place; an error where even that failed. */
export type Judge = (reports: readonly Understood[]) => Promise<(Verdict | Error)[]>;

export function localVerdict({ report, findings, signature }: Understood, language: Language): Verdict | Error {
  try {
    return instantVerdict(report, { hash: signature.hash, findings, memory: null, language });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Rules and the local model alone: no database, no network. */
export const localJudge =
  (language: Language): Judge =>
  async (reports) =>
    reports.map((each) => localVerdict(each, language));
