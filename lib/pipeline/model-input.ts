import { z } from "zod";
import { LlmTier, Price } from "#lib/model/spend.ts";
import { parseQuery } from "#lib/query/parse.ts";

function queryFault(text: string): string {
  const parsed = parseQuery(text);
  return parsed.ok ? "" : `is no query: ${parsed.fault.message}`;
}

const ignored = z.unknown().optional();
const perMinute = (most: number) =>
  z
    .number("must be a whole number, or null for the provider's usual")
    .int("must be a whole number")
    .min(1)
    .max(most)
    .nullable()
    .optional();
const ModelInput = z.strictObject({
  /** Left out: a new row. */
  id: z.string().max(64).optional(),
  tier: LlmTier,
  base_url: z
    .url({ protocol: /^https?$/, error: "must be an http(s) address such as https://api.openai.com/v1" })
    .max(500)
    .refine((address) => !/[?#@]/.test(address), "must be an address alone, without a query, a user or a password")
    .transform((address) => address.replace(/\/{1,20}$/, "")),
  model: z
    .string()
    .trim()
    .min(1, "names a model")
    .max(200)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must be plain text"),
  enabled: z.boolean().default(true),
  /** USD per million tokens; null or left out takes what our table says. */
  price: Price.nullable().optional(),
  /** Left out: the one that is kept; null: none. Never given back. */
  key: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{1,500}$/, "must be 1 to 500 visible characters")
    .nullable()
    .optional(),
  /** Which errors it is asked about; null: all. Left out: as it is. */
  match: z
    .string()
    .trim()
    .max(2000)
    .transform((text) => text || null)
    .refine((text) => text === null || parseQuery(text).ok, { error: ({ input }) => queryFault(String(input)) })
    .nullable()
    .optional(),
  requests_per_minute: perMinute(100_000),
  tokens_per_minute: perMinute(1_000_000_000),
  // What a listing says besides is no fault when it comes back.
  fixed: ignored,
  price_source: ignored,
  fault: ignored,
  doubt: ignored,
});
export type ModelInput = z.infer<typeof ModelInput>;
export const ModelsInput = z.strictObject({ models: z.array(ModelInput).max(20, "has at most 20 models") });
