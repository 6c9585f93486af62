import type { CalendarSpec, PolicySpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { termsOf } from "#lib/query/calendars.ts";
import { matches } from "#lib/query/evaluate.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Query } from "#lib/query/query.ts";
import { isWithin } from "./calendar.ts";
import { mostWords } from "./weight.ts";

interface Known {
  query: Query;
  /** Whether the answer is another at another time. */
  isTimed: boolean;
}

/** As many as a document can have: one that did not fit would be read anew for every error. */
const most = mostWords;
const known = new Map<string, Known | null>();

const asksTime = (query: Query): boolean =>
  termsOf(query).some(({ tests }) => tests.some(({ kind }) => kind === "name" || kind === "ago"));

/** A text is read once, however often it is asked. */
function knownOf(text: string): Known | null {
  const found = known.get(text);
  if (found !== undefined) return found;
  const parsed = parseQuery(text);
  const read = parsed.ok ? { query: parsed.query, isTimed: asksTime(parsed.query) } : null;
  if (known.size >= most) known.clear();
  known.set(text, read);
  return read;
}

const everything = (text: string): boolean => text === "*" || text.trim() === "*";

/** Whether the query holds of the subject; one that cannot be read holds of nothing, and no time is in a calendar that is not there. */
export function holds(text: string, subject: Subject, now: Date, calendars: readonly CalendarSpec[] = []): boolean {
  if (everything(text)) return true;
  const query = knownOf(text)?.query;
  if (!query) return false;
  const inCalendar = (name: string): boolean => {
    const calendar = calendars.find((each) => each.name === name);
    return calendar !== undefined && isWithin(calendar, now);
  };
  return matches(query, subject, { now, inCalendar });
}

/** Whether the query may hold of the same subject at one time and not at another. */
export const isTimed = (text: string): boolean => !everything(text) && (knownOf(text)?.isTimed ?? false);

/** The policy that an incident was decided by, or the one that matches now when that is gone. */
export const governing = (
  policies: readonly PolicySpec[],
  { policy, subject }: { policy: string; subject: Subject },
  now: Date,
  calendars: readonly CalendarSpec[],
): PolicySpec | undefined =>
  policies.find(({ name, enabled }) => name === policy && enabled) ?? deciding(policies, subject, now, calendars)[0];

/** The policies that decide, in order: up to the first that stops. The last one matches everything, whatever it says. */
export function deciding(
  policies: readonly PolicySpec[],
  subject: Subject,
  now: Date,
  calendars: readonly CalendarSpec[] = [],
): PolicySpec[] {
  const found: PolicySpec[] = [];
  for (const policy of policies) {
    if (!policy.enabled || !holds(policy.match, subject, now, calendars)) continue;
    found.push(policy);
    if (policy.stop) return found;
  }
  const last = policies.at(-1);
  return found.length > 0 || !last ? found : [last];
}
