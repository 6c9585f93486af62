import { z } from "zod";

/** Category sets of other set-ups, as views of the taxonomy; `verdict` is its own names. */
export const presets = ["verdict", "llm-api", "sre", "ai-app", "gateway", "microservices"] as const;
export const Preset = z.enum(presets);
export type Preset = z.infer<typeof Preset>;
