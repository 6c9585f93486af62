import { z } from "zod";
import { LlmTier } from "./spend.ts";
import { Category, Severity } from "./taxonomy.ts";

/** What a model says of one error; its words are cleaned before they are kept. */
export const LlmAnswer = z.object({
  category: Category,
  severity: Severity,
  should_retry: z.boolean(),
  root_cause: z.string(),
  fix_suggestion: z.string(),
});
export type LlmAnswer = z.infer<typeof LlmAnswer>;

/** What a signature remembers of a model's answer. `unknown` is remembered too, so that nobody asks again. */
export const LlmMemory = LlmAnswer.extend({
  tier: LlmTier,
  model: z.string(),
  /** The version of the prompt it answered. */
  prompt: z.string(),
  at: z.iso.datetime(),
  /** What a model of the other tier said of it. */
  also: Category.nullish(),
  /** It came from a model that says the same of everything. */
  doubted: z.boolean().optional(),
});
export type LlmMemory = z.infer<typeof LlmMemory>;
