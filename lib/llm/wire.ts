import { jsonrepair } from "jsonrepair";
import { z } from "zod";
import { LlmAnswer } from "#lib/model/llm-memory.ts";
import { categories, severities } from "#lib/model/taxonomy.ts";

const text = { type: "string" } as const;

/** The strict common subset: everything required, closed objects, enums, no limits of length. It never changes, so that providers can keep it. */
export const wireSchema = {
  type: "object",
  additionalProperties: false,
  required: ["batch", "results"],
  properties: {
    batch: text,
    results: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["id", "category", "severity", "should_retry", "root_cause", "fix_suggestion"],
        properties: {
          id: text,
          category: { type: "string", enum: categories },
          severity: { type: "string", enum: severities },
          should_retry: { type: "boolean" },
          root_cause: text,
          fix_suggestion: text,
        },
      },
    },
  },
} as const;

/** What models say instead of our words. */
const synonyms: Readonly<Record<string, string>> = {
  auth: "authentication",
  authentication_error: "authentication",
  authorization: "authentication",
  ratelimit: "rate_limit",
  rate_limited: "rate_limit",
  rate_limit_error: "rate_limit",
  quota: "quota_exceeded",
  insufficient_quota: "quota_exceeded",
  bad_request: "invalid_request",
  context_length_exceeded: "context_length",
  token_limit: "context_length",
  content_filter: "content_filtered",
  network_error: "network",
  network_timeout: "timeout",
  model_overloaded: "provider_error",
  overloaded: "provider_error",
  bug: "code_bug",
  db: "database",
  other: "unknown",
  p0: "critical",
  p1: "critical",
  p2: "high",
  p3: "medium",
  p4: "low",
  error: "high",
  moderate: "medium",
  minor: "low",
  warning: "low",
  informational: "info",
};

const enumerated = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  const said = value
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
  return synonyms[said] ?? said;
};
const Item = z.object({
  category: z.preprocess(enumerated, LlmAnswer.shape.category),
  severity: z.preprocess(enumerated, LlmAnswer.shape.severity),
  should_retry: z.preprocess((said) => (said === "true" ? true : said === "false" ? false : said), z.boolean()),
  root_cause: z.string(),
  fix_suggestion: z.string(),
});
const Whole = z.object({ batch: z.string(), results: z.array(z.unknown()).max(500) });

/** The largest part of the text from a `{` to its `}`, texts in quotes left alone; what never closes is nothing. */
function largestObject(answer: string): string | null {
  let [best, start, depth, quoted] = ["", 0, 0, false];
  for (let at = 0; at < answer.length; at++) {
    const char = answer[at];
    if (quoted && char === "\\") at++;
    else if (char === '"' && depth > 0) quoted = !quoted;
    else if (!quoted && char === "{" && depth++ === 0) start = at;
    else if (!quoted && char === "}" && depth > 0 && --depth === 0 && at + 1 - start > best.length)
      best = answer.slice(start, at + 1);
  }
  return best || null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The object in an answer: bare, in a fence, with prose around it, or with small slips; undefined when there is none. */
export function objectIn(answer: string): unknown {
  const bare = parsed(answer);
  if (bare !== undefined) return bare;
  const largest = largestObject(answer);
  if (largest === null) return undefined;
  const strict = parsed(largest);
  if (strict !== undefined) return strict;
  try {
    return parsed(jsonrepair(largest));
  } catch {
    return undefined;
  }
}

export interface Sorted {
  good: Map<string, LlmAnswer>;
  /** Ids that are missing, invalid, or answered twice in different ways. */
  again: string[];
  /** Answers to what was not asked. */
  strangers: number;
}

const idOf = (entry: unknown): string => {
  const id = typeof entry === "object" && entry !== null && "id" in entry ? entry.id : null;
  const said = typeof id === "number" || typeof id === "string" ? String(id).trim().toLowerCase() : "";
  return /^\d{1,4}$/.test(said) ? `e${said}` : said;
};

/** What an answer says of which item, by id alone; null when it is no answer to this batch. */
export function sortAnswers(ids: readonly string[], batch: string, answer: unknown): Sorted | null {
  const whole = Whole.safeParse(answer);
  if (!whole.success || whole.data.batch.trim() !== batch) return null;
  const entries = Map.groupBy(whole.data.results, idOf);
  const good = new Map<string, LlmAnswer>();
  for (const id of ids) {
    const answers = (entries.get(id) ?? []).map((entry) => Item.safeParse(entry).data);
    const [first, ...others] = answers;
    const agreed = others.every((other) => other?.category === first?.category && other?.severity === first?.severity);
    if (first && agreed) good.set(id, first);
  }
  const strangers = [...entries].reduce((sum, [id, said]) => (ids.includes(id) ? sum : sum + said.length), 0);
  return { good, again: ids.filter((id) => !good.has(id)), strangers };
}
