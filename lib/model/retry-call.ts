import { z } from "zod";
import { LlmContext } from "./report.ts";
import { Category } from "./taxonomy.ts";

/**
 * The JSON body that a retry hook posts to the user's own service, signed as Standard Webhooks says, once the advised wait is over: the
 * call that failed may be run again. `webhook-id` is its `id`, the same in every attempt.
 */
export const RetryCallBody = z.object({
  type: z.enum(["retry", "test"]).describe("`test` was asked for by a person: there is nothing to run again."),
  id: z.string().describe("The same in every attempt at the same call; `webhook-id` says it, too."),
  timestamp: z.string().describe("When this was sent."),
  reportId: z.string().describe("Sentry's id of the event where it is known, else Verdict's id of the report."),
  shouldRetry: z.boolean().describe("False of a test alone: what is not to be retried is not told."),
  retryAfterSeconds: z.number().nonnegative().describe("What was advised, and has been waited for."),
  category: Category,
  llm: LlmContext.nullable().describe("What the application told of its call to a model."),
  issueId: z.string().nullable().describe("Sentry's id of the issue."),
  eventId: z.string().nullable().describe("Sentry's id of the event."),
  project: z.string().nullable(),
  environment: z.string().nullable(),
});
export type RetryCallBody = z.infer<typeof RetryCallBody>;
