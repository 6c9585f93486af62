import { readFileSync } from "node:fs";
import { z } from "zod";

const Case = z.object({
  id: z.string(),
  message: z.string(),
  must_not_leak: z.array(z.string()),
  must_keep: z.array(z.string()),
});
export type Case = z.infer<typeof Case>;

export function readCases(name: string): Case[] {
  const lines = readFileSync(new URL(`./${name}.jsonl`, import.meta.url), "utf8")
    .trim()
    .split("\n");
  return lines.map((line) => Case.parse(JSON.parse(line)));
}

const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const alphabets: Record<string, string> = {
  h: "0123456789abcdef",
  U: `${upper}23456789`,
  A: `${upper}${upper.toLowerCase()}0123456789`,
  E: upper,
  z: `${upper.toLowerCase()}0123456789`,
  d: "0123456789",
  b: `${upper}${upper.toLowerCase()}0123456789+/`,
  w: `${upper}${upper.toLowerCase()}0123456789_-`,
};

/** Characters that look random and are the same for the same seed. */
function random(seed: string, length: number, alphabet: string): string {
  let state = 2166136261;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  let text = "";
  while (text.length < length) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    text += alphabet.charAt((state >>> 16) % alphabet.length);
  }
  return text;
}

const window = 12;

/** Whether a secret can still be read: all of a short one, any twelve characters on end of a long one. */
export function remains(text: string, secret: string): boolean {
  if (secret.length < 20) return text.includes(secret);
  for (let at = 0; at + window <= secret.length; at++) if (text.includes(secret.slice(at, at + window))) return true;
  return false;
}

const each = (row: Case, change: (text: string) => string): Case => ({
  ...row,
  message: change(row.message),
  must_not_leak: row.must_not_leak.map(change),
  must_keep: row.must_keep.map(change),
});

/** `{{h32}}`: 32 random hex digits, `{{h32b}}` 32 others. Written so that no scanner takes a test for a leak. */
export const filled = (row: Case, seed: number): Case =>
  each(row, (text) =>
    text.replaceAll(/\{\{([A-Za-z])(\d+)[a-z]?\}\}/g, (token, kind: string, length: string) =>
      random(`${seed}${token}`, Number(length), alphabets[kind] ?? upper),
    ),
  );

/** Every run of filler in the secrets becomes random characters of its class; the same run becomes the same. */
export function withoutFiller(row: Case, seed: number): Case {
  const filler = /EXAMPLE|x{3,}|([a-zQ])\1{4,}|0{5}[a-f]{3,}/g;
  const swaps = row.must_not_leak.map((secret) => {
    const fresh = secret.replaceAll(filler, (run) =>
      random(
        `${seed}${run}`,
        run.length,
        alphabets[run === "EXAMPLE" ? "E" : run.startsWith("0") ? "h" : run.startsWith("Q") ? "U" : "z"] ?? upper,
      ),
    );
    return [secret, fresh] as const;
  });
  const longestFirst = [...swaps].sort(([a], [b]) => b.length - a.length);
  return {
    ...row,
    message: longestFirst.reduce((text, [secret, fresh]) => text.replaceAll(secret, fresh), row.message),
    must_not_leak: swaps.map(([, fresh]) => fresh),
  };
}
