import { z } from "zod";
import { Language } from "./language.ts";
import { Preset } from "./preset.ts";

const dollars = (most: number) =>
  z
    .number("must be an amount in USD such as 0.25, or null for no limit of its own")
    .nonnegative("must not be negative")
    .max(most, `must be at most ${most}`)
    .nullable();

/** What a team has set for one project of Sentry; null follows the installation. */
export const ProjectSettings = z.strictObject({
  /** Of root cause and fix. */
  language: Language.nullable(),
  /** Under which names its categories are shown. */
  preset: Preset.nullable(),
  /** Whether its errors may be shown to models. */
  use_llm: z.boolean(),
  daily_usd: dollars(100_000),
  monthly_usd: dollars(1_000_000),
});
export type ProjectSettings = z.infer<typeof ProjectSettings>;

export const unsetProject: ProjectSettings = {
  language: null,
  preset: null,
  use_llm: true,
  daily_usd: null,
  monthly_usd: null,
};

/** A project with what is set for it. */
export const ProjectRow = ProjectSettings.extend({
  slug: z.string(),
  installation: z.string(),
  /** Seen in the last 30 days. */
  issues: z.int(),
});
export type ProjectRow = z.infer<typeof ProjectRow>;
