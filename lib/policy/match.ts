import type { PolicySpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { matches } from "#lib/query/evaluate.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Query } from "#lib/query/query.ts";
import { mostWords } from "./weight.ts";

/** As many as a document can have: one that did not fit would be read anew for every error. */
const most = mostWords;
const known = new Map<string, Query | null>();

/** A text is read once, however often it is asked. */
function queryOf(text: string): Query | null {
  const found = known.get(text);
  if (found !== undefined) return found;
  const parsed = parseQuery(text);
  const query = parsed.ok ? parsed.query : null;
  if (known.size >= most) known.clear();
  known.set(text, query);
  return query;
}

/** Whether the query holds of the subject; one that cannot be read holds of nothing. Calendars are not obeyed yet: no time is in one. */
export function holds(text: string, subject: Subject, now: Date): boolean {
  if (text.trim() === "*") return true;
  const query = queryOf(text);
  return query !== null && matches(query, subject, { now });
}

/** The policies that decide, in order: up to the first that stops. The last one matches everything, whatever it says. */
export function deciding(policies: readonly PolicySpec[], subject: Subject, now: Date): PolicySpec[] {
  const found: PolicySpec[] = [];
  for (const policy of policies) {
    if (!policy.enabled || !holds(policy.match, subject, now)) continue;
    found.push(policy);
    if (policy.stop) return found;
  }
  const last = policies.at(-1);
  return found.length > 0 || !last ? found : [last];
}
