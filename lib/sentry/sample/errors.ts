import { z } from "zod";
import { Category } from "#lib/model/taxonomy.ts";
import table from "./errors.json" with { type: "json" };

/** An error that an application of this kind makes. `{n2}`, `{hex}`, `{word}` in its value differ from event to event. */
const SampleError = z.object({
  key: z.string(),
  type: z.string(),
  value: z.string(),
  /** What it is. */
  is: Category,
  provider: z.string().optional(),
  model: z.string().optional(),
  status: z.number().optional(),
  project: z.string(),
  file: z.string(),
  fn: z.string(),
  platform: z.enum(["python", "node"]).default("python"),
  users: z.number(),
  level: z.enum(["error", "fatal"]).default("error"),
  /** It comes in bursts, when this provider is down. */
  outage: z.string().optional(),
  critical: z.boolean().default(false),
});
export type SampleError = z.infer<typeof SampleError>;

/** The commonest first. */
export const sampleErrors: readonly SampleError[] = z.array(SampleError).parse(table);

export const sampleError = (key: string): SampleError => {
  const found = sampleErrors.find((error) => error.key === key);
  if (!found) throw new Error(`there is no sample error ${key}`);
  return found;
};

/** Chance as a value: the same seed gives the same numbers. */
export type Chance = () => number;

export function seeded(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const digits = (chance: Chance, count: number): string =>
  String(Math.floor(10 ** (count - 1) * (1 + chance() * 9))).slice(0, count);
export const hex = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => Math.floor(chance() * 16).toString(16)).join("");
const words = ["orders", "tickets", "manuals", "invoices", "drafts", "notes"];

/** The value as one event has it. */
export const oneValue = ({ value }: SampleError, chance: Chance): string =>
  value.replace(/\{(?<kind>n|hex|word)(?<count>\d?)\}/g, (_, kind: string, count: string) => {
    if (kind === "n") return digits(chance, Number(count || 1));
    // a letter first, so that it is never taken for a number
    return kind === "hex" ? `c${hex(chance, Number(count || 8) - 1)}` : (words[Math.floor(chance() * words.length)] ?? "notes");
  });
