import { z } from "zod";
import { Category } from "./taxonomy.ts";

export const writeKinds = ["comment", "priority", "assign", "link"] as const;
export const WriteKind = z.enum(writeKinds);
export type WriteKind = z.infer<typeof WriteKind>;

export const WriteBackState = z.enum(["done", "dry-run", "skipped", "failed"]);
export type WriteBackState = z.infer<typeof WriteBackState>;

/** One thing written to Sentry, or why it was not. */
export const WriteBackSummary = z.object({
  id: z.string(),
  kind: WriteKind,
  state: WriteBackState,
  value: z.string(),
  error: z.string().nullable(),
  at: z.string(),
});
export type WriteBackSummary = z.infer<typeof WriteBackSummary>;

const owner = z
  .string()
  .trim()
  .regex(
    /^(?:user:\d{1,20}|team:\d{1,20}|[^\s@]{1,64}@[^\s@]{1,189})$/,
    "is whom Sentry assigns to: user:ID, team:ID or an e-mail address",
  );

/** What is written to Sentry, and who owns which category there. */
export const WriteBackInput = z.strictObject({
  kinds: z.array(WriteKind).max(4).default([]),
  /** Only record what would be written. */
  dry_run: z.boolean().default(false),
  owners: z.partialRecord(Category, owner).default({}),
});
export type WriteBackInput = z.infer<typeof WriteBackInput>;

/** `fixed`: kinds and dry run stand in the environment. */
export const WriteBackSettings = WriteBackInput.extend({ fixed: z.boolean() });
export type WriteBackSettings = z.infer<typeof WriteBackSettings>;
