import { z } from "zod";
import { OwnTold } from "./own-told.ts";
import { Category, FixTime, Severity, Tier } from "./taxonomy.ts";

export const flagNames = [
  "provisional",
  "corrected",
  "silenced",
  "overdue",
  "new",
  "regressed",
  "escalating",
  "unhandled",
  /** What nothing may talk down in production, such as a quota that is used up. */
  "floor",
] as const;
export const FlagName = z.enum(flagNames);
export type FlagName = z.infer<typeof FlagName>;

const text = z.string().nullable();

/** What the query language is asked of: one error as it stands, flat. What is not known is null. Instants are ISO 8601, confidence 0 to 1. */
export const Subject = z.object({
  message: z.string(),
  type: text,
  category: Category.nullable(),
  severity: Severity.nullable(),
  tier: Tier.nullable(),
  confidence: z.number().nullable(),
  retryable: z.boolean().nullable(),
  needs_action: z.boolean().nullable(),
  fix_time: FixTime.nullable(),
  project: text,
  environment: text,
  release: text,
  service: text,
  region: text,
  transaction: text,
  level: text,
  platform: text,
  /** Also asked for as `llm.provider`. */
  provider: text,
  /** `llm.model`. */
  llm_model: text,
  /** `llm.status`. */
  llm_status: z.number().nullable(),
  owner: text,
  users: z.number().nullable(),
  events: z.number().nullable(),
  first_seen: text,
  last_seen: text,
  signature: text,
  /** The kind of the signal that is asked about; null where there is none. */
  signal: text,
  tags: z.record(z.string(), z.string()),
  flags: z.array(FlagName),
  /** Of what is no error: what the message says, for other languages. */
  told: OwnTold.optional(),
});
export type Subject = z.infer<typeof Subject>;

/** What an error is called where one line is all there is. */
export function titleOf({ type, message }: Pick<Subject, "type" | "message">, most = 300): string {
  const [line = ""] = message.split("\n", 1);
  return (type ? `${type}: ${line}` : line).slice(0, most) || "Untitled error";
}

export const emptySubject: Subject = {
  message: "",
  type: null,
  category: null,
  severity: null,
  tier: null,
  confidence: null,
  retryable: null,
  needs_action: null,
  fix_time: null,
  project: null,
  environment: null,
  release: null,
  service: null,
  region: null,
  transaction: null,
  level: null,
  platform: null,
  provider: null,
  llm_model: null,
  llm_status: null,
  owner: null,
  users: null,
  events: null,
  first_seen: null,
  last_seen: null,
  signature: null,
  signal: null,
  tags: {},
  flags: [],
};
