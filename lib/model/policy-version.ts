import { z } from "zod";

/** What is different between two documents: a part of it by its name, null where a part has none. */
export const PolicyChange = z.object({
  what: z.enum(["policy", "silence", "channel", "calendar", "order", "hourly"]),
  how: z.enum(["added", "removed", "changed"]),
  name: z.string().nullable(),
});
export type PolicyChange = z.infer<typeof PolicyChange>;

export const PolicyVersionSummary = z.object({
  version: z.int(),
  at: z.string(),
  by: z.string(),
  /** Against the version before. */
  changes: z.array(PolicyChange),
  summary: z.string(),
});
export type PolicyVersionSummary = z.infer<typeof PolicyVersionSummary>;

export const PolicyDiff = z.object({
  from: z.int(),
  to: z.int(),
  changes: z.array(PolicyChange),
  /** Of the two as YAML, as a unified diff; empty when they are the same. */
  diff: z.string(),
});
export type PolicyDiff = z.infer<typeof PolicyDiff>;
