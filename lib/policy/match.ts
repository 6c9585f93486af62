import type { CalendarSpec, PolicySpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { termsOf } from "#lib/query/calendars.ts";
import { type Context, matches } from "#lib/query/evaluate.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Query } from "#lib/query/query.ts";
import { isWithin } from "./calendar.ts";
import { mostWords } from "./weight.ts";

interface Known {
  /** Null is everything. */
  query: Query | null;
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
  const read = readAnew(text);
  if (known.size >= most) known.clear();
  known.set(text, read);
  return read;
}

function readAnew(text: string): Known | null {
  if (text.trim() === "*") return { query: null, isTimed: false };
  const parsed = parseQuery(text);
  return parsed.ok ? { query: parsed.query, isTimed: asksTime(parsed.query) } : null;
}

const untimed: Context = { now: new Date(0) };

/** Whether the query holds of the subject; one that cannot be read holds of nothing, and no time is in a calendar that is not there. */
export function holds(text: string, subject: Subject, now: Date, calendars: readonly CalendarSpec[] = []): boolean {
  const read = knownOf(text);
  if (!read?.query) return read !== null;
  return read.isTimed ? holdsNow(read.query, subject, now, calendars) : matches(read.query, subject, untimed);
}

function holdsNow(query: Query, subject: Subject, now: Date, calendars: readonly CalendarSpec[]): boolean {
  const inCalendar = (name: string): boolean => {
    const calendar = calendars.find((each) => each.name === name);
    return calendar !== undefined && isWithin(calendar, now);
  };
  return matches(query, subject, { now, inCalendar });
}

/** Whether the query may hold of the same subject at one time and not at another. */
export const isTimed = (text: string): boolean => knownOf(text)?.isTimed ?? false;

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
    if (policy.stop) return found.length === 0 ? [policy] : [...found, policy];
    found.push(policy);
  }
  const last = policies.at(-1);
  return found.length > 0 || !last ? found : [last];
}
