import { cause } from "#lib/classify/causes.ts";
import { retries } from "#lib/classify/retry.ts";
import type { Example, Rule } from "#lib/classify/rule.ts";
import { rules } from "#lib/classify/rules/order.ts";
import { fromJsonl } from "#lib/model/jsonl.ts";
import type { Report } from "#lib/model/report.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { randomFrom } from "./interval.ts";
import { phrasesOf } from "./phrases.ts";

function shown(example: Example): Report {
  if (typeof example === "string") return fromJsonl({ message: example });
  const { message = "", type, chain, code, status, provider, frame } = example;
  return fromJsonl({
    message,
    exception_type: type,
    chain: chain && [...chain],
    code,
    http_status: status,
    provider,
    frames: frame === undefined ? undefined : [frame],
  });
}

export type Taught = { report: Report; category: Category; retry: boolean; weight: number };

const drawn = 6;
const drawnWeight = 0.4;

function taughtBy(rule: Rule, random: () => number): Taught[] {
  const { category, retry = retries(category) } = cause(rule.cause);
  const label = { category, retry: rule.retry ?? retry };
  const patterns = rule.when === undefined ? [] : rule.when instanceof RegExp ? [rule.when] : rule.when;
  const texts = patterns.flatMap((pattern) => phrasesOf(pattern, drawn, random));
  const context = { ...(rule.status && { status: rule.status[0] }), ...(rule.llm && { provider: "openai" }) };
  return [
    { report: shown(rule.test), ...label, weight: 1 },
    ...texts.map((message) => ({ report: shown({ message, ...context }), ...label, weight: drawnWeight })),
  ];
}

/** What the rules know, as labelled errors, so that the words know it too: their examples, and texts drawn from their patterns. */
export function taughtByRules(): Taught[] {
  const random = randomFrom(3);
  return rules.flatMap((rule) => taughtBy(rule, random));
}
