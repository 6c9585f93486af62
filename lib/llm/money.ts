import { z } from "zod";

/** Micro-dollars per million tokens. */
export interface MicroPrice {
  input: number;
  /** What an input token costs at most. */
  worstInput: number;
  cached: number;
  output: number;
}

/** Tokens that templates and special markers add to what is sent. */
const markers = 200;

/** Whole numbers until the last step, so that nothing is off by a fraction. */
const micros = (...parts: readonly (readonly [tokens: number, perMillion: number])[]): number =>
  Math.ceil(parts.reduce((sum, [tokens, perMillion]) => sum + tokens * perMillion, 0) / 1e6);

/** At most this can a call cost: no token is shorter than a byte, and the answer is no longer than was allowed. */
export const worstCase = (price: MicroPrice, bodyBytes: number, maxOutputTokens: number): number =>
  micros([bodyBytes + markers, price.worstInput], [maxOutputTokens, price.output]);

export interface Used {
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
}

const count = z.number().int().nonnegative().max(1e9);
const Usage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish(),
  prompt_cache_hit_tokens: count.nullish(),
});

export interface Cost extends Used {
  micros: number;
  /** The provider said nothing that can be: the reservation counts. */
  estimated: boolean;
}

/** What a call did cost by what the provider says it used; what is missing, negative or beyond what was allowed is not believed. */
export function costOf(price: MicroPrice, usage: unknown, reserved: number): Cost {
  const read = Usage.safeParse(usage);
  const unbelievable: Cost = { micros: reserved, estimated: true, inputTokens: 0, cachedTokens: 0, outputTokens: 0 };
  if (!read.success) return unbelievable;
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens, ...rest } = read.data;
  const cachedTokens = Math.min(inputTokens, rest.prompt_tokens_details?.cached_tokens ?? rest.prompt_cache_hit_tokens ?? 0);
  if (inputTokens === 0 || outputTokens === 0) return unbelievable;
  const cost = micros([inputTokens - cachedTokens, price.input], [cachedTokens, price.cached], [outputTokens, price.output]);
  return cost > reserved ? unbelievable : { micros: cost, estimated: false, inputTokens, cachedTokens, outputTokens };
}
