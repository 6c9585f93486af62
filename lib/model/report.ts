import { z } from "zod";

/** A frame as people read it; frames of a report go from the crash outwards (the crash is first). */
export const Frame = z.object({
  file: z.string(),
  line: z.number().int().nullable(),
  function: z.string().nullable(),
  module: z.string().nullable(),
  inApp: z.boolean(),
  /** The source line, when the sender gave it. */
  context: z.string().nullable(),
});
export type Frame = z.infer<typeof Frame>;

export const Cause = z.object({ type: z.string(), value: z.string() });
export type Cause = z.infer<typeof Cause>;

export const Breadcrumb = z.object({
  at: z.string().nullable(), // ISO 8601
  category: z.string().nullable(),
  level: z.string().nullable(),
  message: z.string(),
});
export type Breadcrumb = z.infer<typeof Breadcrumb>;

/** What an instrumented application told about its call to a model. */
export const LlmContext = z.object({
  provider: z.string().nullable(),
  model: z.string().nullable(),
  status: z.number().int().nullable(),
  code: z.string().nullable(),
  requestId: z.string().nullable(),
  retryCount: z.number().int().nullable(),
  latencyMs: z.number().nullable(),
  finishReason: z.string().nullable(),
});
export type LlmContext = z.infer<typeof LlmContext>;

/** One error in our own words, whatever shape it came in. Everything may be unknown except that something was said. */
export const Report = z.object({
  eventId: z.string().nullable(),
  /** The message of the error itself, without its type. */
  message: z.string(),
  exceptionType: z.string().nullable(),
  /** Its causes, nearest first; the error itself is not among them. */
  chain: z.array(Cause),
  frames: z.array(Frame),
  breadcrumbs: z.array(Breadcrumb),
  llm: LlmContext.nullable(),
  /** HTTP status and provider code as the application or its SDK recorded them, not as parsed from the message. */
  httpStatus: z.number().int().nullable(),
  code: z.string().nullable(),
  platform: z.string().nullable(),
  level: z.string().nullable(),
  environment: z.string().nullable(),
  release: z.string().nullable(),
  project: z.string().nullable(),
  transaction: z.string().nullable(),
  service: z.string().nullable(),
  region: z.string().nullable(),
  culprit: z.string().nullable(),
  unhandled: z.boolean().nullable(),
  /** Counts of the issue at the time, when known. */
  users: z.number().int().nonnegative().nullable(),
  events: z.number().int().nonnegative().nullable(),
  escalating: z.boolean(),
  regressed: z.boolean(),
  /** ISO 8601, as the sender's clock had it; null when absent or absurd. */
  occurredAt: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  /** True when any part was cut to its limit on the way in. */
  truncated: z.boolean(),
});
export type Report = z.infer<typeof Report>;

/** The empty report: what a sender that says nothing but a message has said. */
export const emptyReport: Report = {
  eventId: null,
  message: "",
  exceptionType: null,
  chain: [],
  frames: [],
  breadcrumbs: [],
  llm: null,
  httpStatus: null,
  code: null,
  platform: null,
  level: null,
  environment: null,
  release: null,
  project: null,
  transaction: null,
  service: null,
  region: null,
  culprit: null,
  unhandled: null,
  users: null,
  events: null,
  escalating: false,
  regressed: false,
  occurredAt: null,
  tags: {},
  truncated: false,
};
