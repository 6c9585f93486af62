/** A pattern's source, read once from its start to its end. */
type Walk = { source: string; at: number };
type Words = readonly string[] | null;

const head = /\((?:\?(?::|<[a-z]\w{0,30}>))?/iy;
const looks = /\(\?<?[=!]/y;
const optional = /[?*]|\{0/y;
const foreign = /[^ -~]{2}/;

function stands(pattern: RegExp, { source, at }: Walk): boolean {
  pattern.lastIndex = at;
  return pattern.test(source);
}

const shortest = (words: readonly string[]): number => words.reduce((least, { length }) => Math.min(least, length), Infinity);
const better = (a: Words, b: Words): Words => (a && (!b || shortest(a) >= shortest(b)) ? a : b);

function passClass(walk: Walk): void {
  while (++walk.at < walk.source.length) {
    const char = walk.source[walk.at];
    if (char === "\\") walk.at++;
    else if (char === "]") break;
  }
}

/** Of a group, which ends where it closes; null when it may be absent or only looks. */
function ofGroup(walk: Walk): Words {
  const isLook = stands(looks, walk);
  head.lastIndex = walk.at;
  walk.at += head.exec(walk.source)?.[0].length ?? 1;
  const words = ofAlternatives(walk);
  const isOptional = stands(optional, { source: walk.source, at: walk.at + 1 });
  return isLook || isOptional ? null : words;
}

/** Words one of which stands in every text this piece without top-level alternatives matches; null when it names none. */
function ofSequence(walk: Walk): Words {
  const { source } = walk;
  let best: Words = null;
  let run = "";
  const end = () => {
    if (run.length > 2 || foreign.test(run)) best = better(best, [run]);
    run = "";
  };
  for (; walk.at < source.length; walk.at++) {
    const char = source[walk.at] ?? "";
    const next = source[walk.at + 1] ?? "";
    if (char === "|" || char === ")") break;
    if (char === "(") {
      end();
      best = better(best, ofGroup(walk));
    } else if (char === "[") {
      end();
      passClass(walk);
    } else if (char === "\\" && /[a-z0-9]/i.test(next)) {
      end(); // \d, \s, \b, \u…: not letters
      walk.at += next === "u" ? 5 : 1;
    } else if (char === "?" || char === "*" || char === "{") {
      run = run.slice(0, -1); // what may be absent is no witness
      end();
      if (char === "{") walk.at = Math.max(walk.at, source.indexOf("}", walk.at));
    } else if (".+^$".includes(char)) end();
    else {
      if (char === "\\") walk.at++;
      run += char === "\\" ? next : char;
    }
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
    all.push(...(words ?? []));
    more = walk.source[walk.at] === "|";
    if (more) walk.at++;
  }
  return isNamed ? [...new Set(all.map((word) => word.toLowerCase()))] : null;
}

/** Lower-case words one of which stands in every text the pattern matches, so that most patterns need not run; null when there are none. */
export const wordsIn = (source: string): Words => ofAlternatives({ source, at: 0 });
