import { z } from "zod";
import { Category, Severity } from "./taxonomy.ts";

/** What a verdict is in short. */
export const Label = z.object({ category: Category, severity: Severity });
export type Label = z.infer<typeof Label>;

const Counted = z.object({ looked_at: z.int(), matched: z.int(), changed: z.int() });

/** What rules would have made of the errors of the last days. */
export const RuleTrial = z.object({
  days: z.int(),
  issues: Counted,
  /** Kept reports of the issues that would change. */
  reports_changed: z.int(),
  /** False when time ran out before the oldest. */
  complete: z.boolean(),
  /** Of every rule: the issues that it decides, and those that it would change. */
  rules: z.array(z.object({ id: z.string(), matched: z.int(), changed: z.int() })),
  changes: z.array(z.object({ from: Label, to: Label, issues: z.int() })),
  listed: z.array(
    z.object({
      id: z.string(),
      installation: z.string(),
      title: z.string(),
      last_seen: z.string(),
      rule: z.string().nullable(),
      from: Label,
      to: Label,
    }),
  ),
});
export type RuleTrial = z.infer<typeof RuleTrial>;
