import { RE2JS } from "re2js";

/** The longest pattern, and as much of a text as one is asked of. */
const mostPattern = 500;
const mostProgram = 2000;
export const mostText = 65_536;

const compile = (source: string, ignoreCase: boolean): RE2JS => RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);

/** Why a pattern cannot be used; null when it can. */
export function patternFault(source: string): string | null {
  if (source === "") return "an empty pattern matches everything: write * or leave it out";
  if (source.length > mostPattern) return `a pattern has at most ${mostPattern} characters`;
  if (/\(\?(?:[=!]|<[=!])/.test(source))
    return "patterns know no look-ahead and look-behind: say it with -message:/…/ beside this one";
  if (/\\[1-9]|\\k</.test(source)) return "patterns know no back-references: write out what must be repeated";
  try {
    return compile(source, true).programSize() > mostProgram ? "this pattern is too large: use smaller counts in {…}" : null;
  } catch {
    return "this is not a pattern: look for an unclosed ( or [, a sign that needs a \\ before it, or a count above 1000 in {…}";
  }
}

/** As many as the policies and the rules of a team together may have. */
const mostCompiled = 300;
const compiled = new Map<string, RE2JS>();

/** Whether a text holds the pattern, in time that grows only with the text's length. */
export function patternHolds(source: string, ignoreCase: boolean, text: string): boolean {
  const key = `${ignoreCase}${source}`;
  let known = compiled.get(key);
  if (!known) {
    if (compiled.size >= mostCompiled) compiled.clear();
    known = compile(source, ignoreCase);
    compiled.set(key, known);
  }
  return known.test(text.slice(0, mostText));
}
