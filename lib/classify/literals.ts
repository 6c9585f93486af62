/** Where a group that opens at `at` closes, and what a set of brackets spans: the pattern's own syntax, walked once. */
function closing(source: string, at: number): number {
  let depth = 0;
  for (let i = at; i < source.length; i++) {
    const char = source[i];
    if (char === "\\") i++;
    else if (char === "[") i = endOfClass(source, i);
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0) return i;
  }
  return source.length;
}

function endOfClass(source: string, at: number): number {
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source[i] === "]") return i;
  }
  return source.length;
}

function alternatives(source: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < source.length; i++) {
    const char = source[i];
    if (char === "\\") i++;
    else if (char === "[") i = endOfClass(source, i);
    else if (char === "(") i = closing(source, i);
    else if (char === "|") {
      parts.push(source.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, source.slice(start)];
}

const shortest = (words: readonly string[]): number => Math.min(...words.map((word) => word.length));
const better = (a: readonly string[] | null, b: readonly string[] | null): readonly string[] | null =>
  a && (!b || shortest(a) >= shortest(b)) ? a : b;

/** Words one of which stands in every text this piece without top-level alternatives matches; null when it names none. */
function ofSequence(source: string): readonly string[] | null {
  let best: readonly string[] | null = null;
  let run = "";
  const end = () => {
    if (run.length > 2 || /[^ -~]{2}/.test(run)) best = better(best, [run]);
    run = "";
  };
  for (let i = 0; i < source.length; i++) {
    const char = source[i] ?? "";
    const next = source[i + 1] ?? "";
    if (char === "(") {
      end();
      const close = closing(source, i);
      const optional = /^(?:[?*]|\{0)/.test(source.slice(close + 1, close + 3));
      const head = /^\((?:\?(?::|<[a-z]\w{0,30}>))?/i.exec(source.slice(i))?.[0] ?? "(";
      const looks = /^\(\?(?:[=!]|<[=!])/.test(source.slice(i, i + 4));
      if (!optional && !looks) best = better(best, wordsIn(source.slice(i + head.length, close)));
      i = close;
    } else if (char === "[") {
      end();
      i = endOfClass(source, i);
    } else if (char === "\\" && /[a-z0-9]/i.test(next)) {
      end(); // \d, \s, \b, \u…: not letters
      if (next === "u") i += 4;
      i++;
    } else if (char === "?" || char === "*" || char === "{") {
      run = run.slice(0, -1); // what may be absent is no witness
      end();
      if (char === "{") i = Math.max(i, source.indexOf("}", i));
    } else if (".+^$".includes(char)) end();
    else {
      if (char === "\\") i++;
      run += char === "\\" ? next : char;
    }
  }
  end();
  return best;
}

/** Lower-case words one of which stands in every text the pattern matches, so that most patterns need not run; null when there are none. */
export function wordsIn(source: string): readonly string[] | null {
  const parts = alternatives(source).map(ofSequence);
  return parts.every((part) => part !== null) ? [...new Set(parts.flat().map((word) => word.toLowerCase()))] : null;
}
