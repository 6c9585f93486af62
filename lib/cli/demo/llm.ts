import { z } from "zod";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import { type SampleError, sampleErrors } from "#lib/sentry/sample/errors.ts";

/** The demo's models: one that is fast and sometimes at a loss, and one that is asked then. */
export const demoModels = { fast: "gpt-5.4-mini", strong: "gpt-5.4" } as const;

const Request = z.object({
  model: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })).min(2),
});
const Batch = z.object({ batch: z.string(), items: z.array(z.object({ id: z.string(), error: z.unknown() })) });

const urgent = new Set<Category>(["quota_exceeded", "authentication"]);
const calm = new Set<Category>(["context_length", "content_filtered", "validation"]);
const retried = new Set<Category>(["rate_limit", "provider_error", "timeout", "network", "third_party"]);

function severityOf({ is, critical }: SampleError): Severity {
  if (critical) return "critical";
  return urgent.has(is) ? "high" : calm.has(is) ? "low" : "medium";
}

const causes: Partial<Record<Category, [string, string]>> = {
  response_quality: [
    "The model's answer could not be used as it came.",
    "Ask for strict JSON, check the answer and ask once more.",
  ],
  third_party: [
    "A service that the application needs did not do its part.",
    "Look at the service's status page and retry with a pause.",
  ],
  infrastructure: ["A server of the deployment ran out of what it needs.", "Give it more room, and alert before it is used up."],
  rate_limit: ["More was asked of the provider than the account allows.", "Spread the calls out, or ask for a higher limit."],
  quota_exceeded: ["The account's credit is used up.", "Add credit, and set an alert below the limit."],
  prompt_issue: [
    "The prompt or a tool's definition does not fit what the model takes.",
    "Correct the template and test it against a few examples.",
  ],
};
const unsure: [string, string] = [
  "The text does not say why it stopped.",
  "Log the cause where it is thrown, and look at the newest release.",
];

/** What a model says of an item: known by its place; the fast one does not know what the text does not say. */
function judge(id: string, text: string, strong: boolean): object {
  const known = sampleErrors.find(({ file, fn }) => text.includes(file) && text.includes(fn));
  const is: Category = known?.is ?? "unknown";
  const category = strong && is === "unknown" ? "third_party" : is;
  const [cause, fix] = causes[category] ?? unsure;
  const severity = known ? severityOf(known) : "medium";
  return { id, category, severity, should_retry: retried.has(category), root_cause: cause, fix_suggestion: fix };
}

const tokens = (text: string): number => Math.ceil(text.length / 4);

/** Answers as an OpenAI-compatible provider does, always the same to the same; of a large batch it sometimes forgets one. */
export function completion(written: string, call: number): object {
  const { model, messages } = Request.parse(JSON.parse(written));
  const asked = messages.map(({ content }) => content);
  const { batch, items } = Batch.parse(JSON.parse(asked.at(-1) ?? ""));
  const strong = model === demoModels.strong;
  const kept = items.length > 1 && call % 4 === 2 ? items.slice(1) : items;
  const results = kept.map(({ id, error }) => judge(id, JSON.stringify(error), strong));
  const content = JSON.stringify({ batch, results });
  const [input, output] = [tokens(asked.join("")), tokens(content)];
  return {
    id: `chatcmpl-demo-${call}`,
    object: "chat.completion",
    created: 1_790_000_000,
    model,
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content, refusal: null } }],
    usage: {
      prompt_tokens: input,
      completion_tokens: output,
      total_tokens: input + output,
      prompt_tokens_details: { cached_tokens: call > 1 ? tokens(asked[0] ?? "") : 0 },
    },
  };
}
