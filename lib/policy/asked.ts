import type { PolicyDocument } from "#lib/model/policy.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { termsOf } from "#lib/query/calendars.ts";
import { matches } from "#lib/query/evaluate.ts";
import { parseQuery } from "#lib/query/parse.ts";
import { subjectField } from "./group.ts";

/** What no rule of ours looks at, but for a floor of confidence: it matters only where a query or a group asks for it. */
const besides: readonly (keyof Subject)[] = [
  "message",
  "tags",
  "transaction",
  "first_seen",
  "last_seen",
  "users",
  "events",
  "confidence",
  "tier",
  "retryable",
  "needs_action",
  "fix_time",
  "platform",
  "level",
  "owner",
  "llm_status",
  "type",
  "project",
  "environment",
  "release",
  "service",
  "region",
  "provider",
  "llm_model",
];

/** The fields that the terms of a query look at, whichever of them hold. */
function lookedAt(text: string, fields: Set<string>): void {
  const watched = new Proxy(emptySubject, {
    get: (subject, name: string) => {
      fields.add(name);
      return subject[name as keyof Subject];
    },
  });
  const parsed = parseQuery(text);
  if (!parsed.ok) return;
  for (const term of termsOf(parsed.query)) matches(term, watched, { now: new Date(0) });
}

/** The fields of errors that nothing in a document asks for: a decision is the same whatever they say. */
export function unasked({ policies, silences }: Pick<PolicyDocument, "policies" | "silences">): (keyof Subject)[] {
  const fields = new Set<string>(policies.some(({ confidenceFloor }) => confidenceFloor) ? ["confidence"] : []);
  const texts = [
    ...policies.flatMap(({ match, ladder }) => [match, ...ladder.flatMap((step) => step.if ?? [])]),
    ...silences.flatMap(({ match, while: condition }) => [match, ...(condition ? [condition.match] : [])]),
  ];
  for (const text of new Set(texts)) lookedAt(text, fields);
  const groups = [...policies.map(({ groupBy }) => groupBy), ...silences.map(({ while: condition }) => condition?.equal ?? [])];
  for (const field of groups.flat()) fields.add(subjectField(field));
  return besides.filter((name) => !fields.has(name));
}
