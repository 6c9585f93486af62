/** A pattern's source, read once from its start to its end. */
type Walk = { source: string; at: number };
type Words = readonly string[] | null;

const letters = /[^\\()[|?*{.+^$]+/y;
const charClass = /\[(?:\\.|[^\]\\])*\]?/y;
/** Shorter than three letters, and yet a word. */
const short = /[^ -~]{2}|^[a-z0-9]{2}$/i;
const letter = /[a-z0-9]/i;

/** So many errors hold them that they rule out little. */
const common: ReadonlySet<string> = new Set(["error", "exception", "err", "invalid", "failed", "not ", "request", "req", "api"]);

/** Where what the sticky pattern finds at a place ends. */
function endOf(pattern: RegExp, { source, at }: Walk): number {
  pattern.lastIndex = at;
  return pattern.test(source) ? pattern.lastIndex : at;
}

function leastTelling(words: readonly string[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const word of words) least = Math.min(least, common.has(word) ? 0 : word.length);
  return least;
}
const better = (a: Words, b: Words): Words => (a && (!b || leastTelling(a) >= leastTelling(b)) ? a : b);

/** Past what opens a group; whether the group only looks. */
function enter(walk: Walk): boolean {
  const { source, at } = walk;
  if (source[at + 1] !== "?") walk.at = at + 1;
  else if (source[at + 2] === ":") walk.at = at + 3;
  else if (source[at + 2] !== "<") walk.at = at + 3;
  else walk.at = source[at + 3] === "=" || source[at + 3] === "!" ? at + 4 : source.indexOf(">", at) + 1;
  return "=!".includes(source[walk.at - 1] ?? " ") && source[at + 1] === "?";
}

/** Of a group, which ends where it closes; null when it may be absent or only looks. */
function ofGroup(walk: Walk): Words {
  const isLook = enter(walk);
  const words = ofAlternatives(walk);
  const { source, at } = walk;
  const isOptional = source[at + 1] === "?" || source[at + 1] === "*" || source.startsWith("{0", at + 1);
  return isLook || isOptional ? null : words;
}

/** Words one of which stands in every text this piece without top-level alternatives matches; null when it names none. */
function ofSequence(walk: Walk): Words {
  const { source } = walk;
  let best: Words = null;
  let run = "";
  const end = () => {
    if (run.length > 2 || short.test(run)) best = better(best, [run.toLowerCase()]);
    run = "";
  };
  while (walk.at < source.length) {
    const from = walk.at;
    walk.at = endOf(letters, walk);
    run += source.slice(from, walk.at);
    const char = source[walk.at] ?? "|";
    const next = source[walk.at + 1] ?? "";
    if (char === "|" || char === ")") break;
    if (char === "\\" && !letter.test(next)) {
      run += next;
      walk.at += 2;
      continue;
    }
    if (char === "?" || char === "*" || char === "{") run = run.slice(0, -1); // what may be absent is no witness
    end();
    if (char === "(") best = better(best, ofGroup(walk));
    if (char === "[") walk.at = endOf(charClass, walk);
    else if (char === "\\")
      walk.at += next === "u" ? 6 : 2; // \d, \s, \b, \u…: not letters
    else walk.at = char === "{" ? Math.max(walk.at, source.indexOf("}", walk.at)) + 1 : walk.at + 1;
  }
  end();
  return best;
}

function ofAlternatives(walk: Walk): Words {
  const all: string[] = [];
  let isNamed = true;
  for (let more = true; more; ) {
    const words = ofSequence(walk);
    isNamed &&= words !== null;
    if (words) all.push(...words);
    more = walk.source[walk.at] === "|";
    if (more) walk.at++;
  }
  return isNamed ? [...new Set(all)] : null;
}

/** Lower-case words one of which stands in every text the pattern matches, so that most patterns need not run; null when there are none. */
export const wordsIn = (source: string): Words => ofAlternatives({ source, at: 0 });
