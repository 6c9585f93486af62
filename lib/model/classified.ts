import { z } from "zod";
import { View } from "./preset.ts";
import { Verdict } from "./verdict.ts";

/** A verdict on a report that was sent to be classified; `id` echoes the report's, its place from 1 when it had none. */
export const Classified = Verdict.extend({
  id: z.union([z.string(), z.number()]),
  verdict_id: z.string(),
  decided_at: z.string(),
  view: View,
});
export type Classified = z.infer<typeof Classified>;
