import { cause } from "#lib/classify/causes.ts";
import { retries } from "#lib/classify/retry.ts";
import type { Example } from "#lib/classify/rule.ts";
import { rules } from "#lib/classify/rules/order.ts";
import { fromJsonl } from "#lib/model/jsonl.ts";
import type { Report } from "#lib/model/report.ts";
import type { Category } from "#lib/model/taxonomy.ts";

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

/** What the rules know, as labelled errors: so the words know it too. */
export function ruleExamples(): { report: Report; category: Category; retry: boolean }[] {
  return rules.map((rule) => {
    const { category, retry = retries(category) } = cause(rule.cause);
    return { report: shown(rule.test), category, retry: rule.retry ?? retry };
  });
}
