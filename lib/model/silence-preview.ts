import { z } from "zod";
import { SignalKind } from "./signal.ts";
import { Severity } from "./taxonomy.ts";

export const SilencePreviewInput = z.strictObject({
  match: z.string().max(2000, "has at most 2000 characters"),
  days: z.int().min(1, "must be at least 1").max(30, "must be at most 30").default(7),
});
export type SilencePreviewInput = z.infer<typeof SilencePreviewInput>;

/** What a silence would have matched in the last days. */
export const SilencePreview = z.object({
  days: z.int(),
  /** The query in words. */
  means: z.string().nullable(),
  signals: z.int(),
  incidents: z.int(),
  /** Messages that these signals led to. */
  messages: z.int(),
  /** False when there was too much to look through: the newest were. */
  complete: z.boolean(),
  examples: z.array(
    z.object({
      at: z.string(),
      signal: SignalKind,
      /** Sentry's id of the issue. */
      issue: z.string().nullable(),
      incident: z.string().nullable(),
      title: z.string(),
      severity: Severity.nullable(),
      project: z.string().nullable(),
      environment: z.string().nullable(),
      told: z.array(z.string()),
    }),
  ),
});
export type SilencePreview = z.infer<typeof SilencePreview>;
