import { z } from "zod";
import { Language } from "./language.ts";
import { Preset } from "./preset.ts";

/** What a team has set for one project of Sentry; null follows the installation. */
export const ProjectSettings = z.strictObject({
  /** Of root cause and fix. */
  language: Language.nullable(),
  /** Under which names its categories are shown. */
  preset: Preset.nullable(),
  /** Whether its errors may be shown to models. */
  use_llm: z.boolean(),
  daily_usd: z.number().nonnegative().max(100_000).nullable(),
  monthly_usd: z.number().nonnegative().max(1_000_000).nullable(),
});
export type ProjectSettings = z.infer<typeof ProjectSettings>;

export const unsetProject: ProjectSettings = {
  language: null,
  preset: null,
  use_llm: true,
  daily_usd: null,
  monthly_usd: null,
};
