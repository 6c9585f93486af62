import { z } from "zod";
import { Category, categories, FixTime, Severity, Tier } from "./taxonomy.ts";

/** Words of the report that decided; `start` and `end` are offsets into the redacted message (0, 0 when it is not in the message). */
export const Evidence = z.object({ text: z.string(), start: z.number().int(), end: z.number().int(), why: z.string() });
export type Evidence = z.infer<typeof Evidence>;

/** One step in the computation of severity, in words ("users 240 ≥ 100", "+1"). */
export const Factor = z.object({ name: z.string(), effect: z.string() });
export type Factor = z.infer<typeof Factor>;
/** Names the factor of what nothing may talk down. */
export const floorFactor = "floor in production";

export const findings = ["prompt_injection", "secret_redacted", "truncated"] as const;
export const Finding = z.enum(findings);
export type Finding = z.infer<typeof Finding>;

/** What an error is, how bad, why, what to do and whether to retry; the names are those of the API. */
export const Verdict = z.object({
  category: Category,
  severity: Severity,
  /** 0 to 1: how often verdicts given for the same reason are right. */
  confidence: z.number().min(0).max(1),
  should_retry: z.boolean(),
  retry_after_seconds: z.number().nonnegative().nullable(),
  root_cause: z.string().max(300),
  fix_suggestion: z.string().max(500),
  requires_immediate_action: z.boolean(),
  estimated_fix_time: FixTime,
  tier: Tier,
  model: z.string().nullable(),
  provisional: z.boolean(),
  evidence: z.array(Evidence),
  alternatives: z.array(z.object({ category: Category, confidence: z.number().min(0).max(1) })),
  signature: z.string(),
  findings: z.array(Finding),
  factors: z.array(Factor),
  cost_usd: z.number().nonnegative(),
  latency_ms: z.number().nonnegative(),
  /** What decided, so that it can be repeated: `{"rules": "1", "knowledge": "1", "template": "1"}`. */
  versions: z.record(z.string(), z.string()),
});
export type Verdict = z.infer<typeof Verdict>;

const correction = <C extends z.ZodType<string>>(category: C) =>
  z
    .strictObject({
      category: category.optional(),
      severity: Severity.optional(),
      agree: z.boolean().optional(),
      /** Without what Postgres does not store. */
      reason: z
        .string()
        .trim()
        .max(2000)
        .transform((text) => text.toWellFormed().replaceAll("\0", ""))
        .optional(),
    })
    .refine((said) => said.agree === true || said.category !== undefined || said.severity !== undefined, {
      message: "say what is right: category, severity, or agree: true",
    })
    .refine((said) => !(said.agree === true && (said.category !== undefined || said.severity !== undefined)), {
      message: "agree: true goes without category and severity",
    });

export const CorrectionInput = correction(Category);
export type CorrectionInput = z.infer<typeof CorrectionInput>;

const presetName = z
  .string()
  .regex(/^[\w-]{1,20}\/\w{1,40}$/)
  .describe("A preset and its name for the category, such as sre/auth: its primary category is meant.");

/** The same from outside, where a category may be said in the names of another set. */
export const SpokenCorrection = correction(
  z.union([Category, presetName], `must be one of ${categories.join(", ")}, or a preset's name such as sre/auth`),
);
