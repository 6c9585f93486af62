import { readFileSync } from "node:fs";
import { fromJsonl, LabelledReport } from "#lib/model/jsonl.ts";
import { type Category, categories } from "#lib/model/taxonomy.ts";
import { type Understood, understand } from "#lib/pipeline/verdict.ts";
import { excerpt } from "#lib/report/excerpt.ts";
import type { LlmCall } from "../standins/llm-request.ts";

export interface Labelled {
  understood: Understood;
  category: Category;
  /** What is right as well. */
  alt: Category | null;
  severity: string;
  retry: boolean;
}

/** The labelled errors of these files, each signature once. */
export function labelledIn(...files: string[]): Labelled[] {
  const seen = new Map<string, Labelled>();
  for (const file of files)
    for (const line of readFileSync(new URL(`../corpus/${file}.jsonl`, import.meta.url), "utf8")
      .split("\n")
      .filter(Boolean)) {
      const row = LabelledReport.parse(JSON.parse(line));
      const understood = understand(fromJsonl(row));
      const { category, alt = null, severity, should_retry: retry } = row;
      const { hash } = understood.signature;
      if (!seen.has(hash)) seen.set(hash, { understood, category, alt: alt ?? null, severity, retry });
    }
  return [...seen.values()];
}

/** Numbers between 0 and 1, the same for the same seed. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What people and models take for each other. */
const plausible: Partial<Record<Category, readonly Category[]>> = {
  rate_limit: ["quota_exceeded", "third_party", "provider_error"],
  quota_exceeded: ["rate_limit", "authentication"],
  authentication: ["invalid_request", "third_party", "infrastructure"],
  invalid_request: ["prompt_issue", "validation", "context_length"],
  context_length: ["invalid_request", "rate_limit"],
  content_filtered: ["response_quality", "invalid_request"],
  provider_error: ["timeout", "network", "third_party"],
  timeout: ["network", "provider_error", "database"],
  network: ["timeout", "third_party", "infrastructure"],
  response_quality: ["code_bug", "prompt_issue", "validation"],
  prompt_issue: ["invalid_request", "code_bug"],
  database: ["infrastructure", "timeout", "code_bug"],
  validation: ["invalid_request", "code_bug"],
  third_party: ["network", "provider_error", "authentication"],
  infrastructure: ["code_bug", "network", "database"],
  code_bug: ["validation", "infrastructure", "unknown"],
  unknown: ["code_bug", "infrastructure"],
};

const keyOf = ({ report }: Understood): string => {
  const { type, message } = excerpt(report);
  return `${type ?? ""}\n${message}`;
};

/** A model that is right so often, and else says something that others would say too; by the seed. */
export function modelThatIsRight(share: Readonly<Record<string, number>>, rows: readonly Labelled[], seed: number) {
  const known = new Map(rows.map((row) => [keyOf(row.understood), row]));
  const draw = random(seed);
  return ({ batch, items, model }: LlmCall) => {
    const results = items.map(({ id, error }) => {
      const row = known.get(`${error.type ?? ""}\n${error.message}`);
      const right = row?.category ?? "unknown";
      const others = plausible[right] ?? categories;
      const isRight = draw() < (share[model] ?? 1);
      const category = isRight ? right : (others[Math.floor(draw() * others.length)] ?? "unknown");
      const words = {
        root_cause: "What happened, in a sentence of the usual length, so that its price is right.",
        fix_suggestion: "What to do about it, in a sentence or two of the usual length.",
      };
      return { id, category, severity: row?.severity ?? "medium", should_retry: row?.retry ?? false, ...words };
    });
    return { content: JSON.stringify({ batch, results }) };
  };
}
