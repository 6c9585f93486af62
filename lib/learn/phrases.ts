type Draw = () => string;

const around = /^\?<?[=!]/;
const nameOrNot = /^\?(?::|<\w+>)/;
const counted = /^\{(\d+)(?:(,)(\d*))?\}/;
const property = /^\{[^}]*\}/;
const digits = [..."0123456789"];
const letters = [..."abcdeinorst"];
const spread = 2;

/** Reads a pattern as the rules write them: groups, sets, alternatives, counts. What only looks around draws nothing. */
class Reader {
  readonly #source: string;
  readonly #random: () => number;
  #at = 0;

  constructor(source: string, random: () => number) {
    this.#source = source;
    this.#random = random;
  }

  alternatives(): Draw {
    const all = [this.#sequence()];
    while (this.#source[this.#at] === "|") {
      this.#at++;
      all.push(this.#sequence());
    }
    return () => this.#oneOf(all)();
  }

  #oneOf<T extends string | Draw>(list: readonly T[]): T {
    const one = list[Math.floor(this.#random() * list.length)];
    if (one === undefined) throw new RangeError("nothing to choose from");
    return one;
  }

  #sequence(): Draw {
    const parts: Draw[] = [];
    while (this.#at < this.#source.length && this.#source[this.#at] !== "|" && this.#source[this.#at] !== ")")
      parts.push(this.#often(this.#part()));
    return () => parts.map((draw) => draw()).join("");
  }

  /** As often as the count behind a part allows, few times more than it must. */
  #often(draw: Draw): Draw {
    const [least, most] = this.#count();
    if (this.#source[this.#at] === "?") this.#at++;
    return () => {
      const times = least + Math.floor(this.#random() * (Math.min(most, least + spread) - least + 1));
      return Array.from({ length: times }, draw).join("");
    };
  }

  #count(): [number, number] {
    const simple: Record<string, [number, number]> = { "*": [0, 1], "+": [1, 2], "?": [0, 1] };
    const found = simple[this.#source[this.#at] ?? ""];
    if (found) {
      this.#at++;
      return found;
    }
    const braces = counted.exec(this.#source.slice(this.#at));
    if (!braces) return [1, 1];
    this.#at += braces[0].length;
    const least = Number(braces[1]);
    return [least, braces[2] ? Number(braces[3] || least + spread) : least];
  }

  #take(pattern: RegExp): boolean {
    const found = pattern.exec(this.#source.slice(this.#at));
    this.#at += found?.[0].length ?? 0;
    return found !== null;
  }

  #part(): Draw {
    const char = this.#source[this.#at++] ?? "";
    if (char === "(") return this.#group();
    if (char === "[") return this.#set();
    if (char === "\\") return this.#escape();
    if (char === "^" || char === "$") return () => "";
    return char === "." ? () => this.#oneOf(letters) : () => char;
  }

  #group(): Draw {
    const isAround = this.#take(around);
    if (!isAround) this.#take(nameOrNot);
    const draw = this.alternatives();
    this.#at++;
    return isAround ? () => "" : draw;
  }

  #set(): Draw {
    const from = this.#at;
    while (this.#at < this.#source.length && (this.#source[this.#at] !== "]" || this.#at === from))
      this.#at += this.#source[this.#at] === "\\" ? 2 : 1;
    const inside = this.#source.slice(from, this.#at++);
    if (/\\d|0-9/.test(inside)) return () => this.#oneOf(digits);
    if (inside.startsWith("^") || inside.includes("\\w") || inside.includes("-")) return () => this.#oneOf(letters);
    const chars = [...inside.replaceAll("\\s", " ").replaceAll("\\", "")];
    return chars.length === 0 ? () => "" : () => this.#oneOf(chars);
  }

  #escape(): Draw {
    const char = this.#source[this.#at++] ?? "";
    if (char === "d") return () => this.#oneOf(digits);
    if (char === "w" || char === "S" || char === "D") return () => this.#oneOf(letters);
    if (char === "p" || char === "P") return this.#take(property) ? () => this.#oneOf(letters) : () => "";
    if (char === "b" || char === "B") return () => "";
    return "snrt".includes(char) ? () => " " : () => char;
  }
}

/** Different texts that a pattern of the rules finds, or nearly; `count` draws. */
export function phrasesOf(pattern: RegExp, count: number, random: () => number): string[] {
  const draw = new Reader(pattern.source, random).alternatives();
  return [...new Set(Array.from({ length: count }, () => draw().trim()))].filter((text) => text !== "");
}
