import { z } from "zod";
import { LlmContext } from "./report.ts";
import { Category } from "./taxonomy.ts";

/**
 * The JSON body that a retry hook posts to the user's own service, signed as Standard Webhooks says, once the advised wait is over: the
 * call that failed may be run again. `webhook-id` is its `id`, the same in every attempt.
 */
export const RetryCallBody = z.object({
  /** `test` was asked for by a person: there is nothing to run again. */
  type: z.enum(["retry", "test"]),
  id: z.string(),
  /** When this was sent. */
  timestamp: z.string(),
  /** Sentry's id of the event where it is known, else Verdict's id of the report. */
  reportId: z.string(),
  /** False of a test alone: whatever is not to be retried is not told. */
  shouldRetry: z.boolean(),
  /** What was advised, and has been waited for. */
  retryAfterSeconds: z.number().nonnegative(),
  category: Category,
  /** What the application told of its call to a model. */
  llm: LlmContext.nullable(),
  /** Sentry's ids. */
  issueId: z.string().nullable(),
  eventId: z.string().nullable(),
  project: z.string().nullable(),
  environment: z.string().nullable(),
});
export type RetryCallBody = z.infer<typeof RetryCallBody>;
