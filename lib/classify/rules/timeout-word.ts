import type { Rule } from "../rule.ts";

/** The bare word, which also names settings, functions and types: it stands below the rows for defects. */
export const timeoutWord = [
  {
    id: "timeout.word",
    when: /time-?out/i,
    unless:
      /['"]timeout['"]:? ?(?:ensure|must|should|is|invalid|expected)|timeout['"`]? (?:must|should|is not a|needs to|cannot be|option|parameter|argument|value)|invalid (?:\w{1,20} )?timeout/i,
    cause: "timeout",
    retry: false,
    guess: true,
    test: "odd: timeout",
  },
] as const satisfies readonly Rule[];
