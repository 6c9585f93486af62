import type { z } from "zod";
import type { DocumentFault } from "#lib/model/policy.ts";
import { nearest } from "#lib/query/distance.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Query, Term } from "#lib/query/query.ts";

/** As people write where something stands: `policies[2].match`. */
const written = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return text ? `${text}.${String(key)}` : String(key);
  }, "");

export const mostFaults = 50;

function formFault(issue: z.core.$ZodIssue): DocumentFault[] {
  const path = written(issue.path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: "is not known here: leave it out" }));
  const isMissing = issue.code === "invalid_type" && /received undefined$/.test(issue.message);
  return [{ path, message: isMissing ? "is missing" : issue.message }];
}

/** What is wrong with the form, each fault at its place. */
export const formFaults = ({ issues }: z.ZodError): DocumentFault[] => issues.flatMap(formFault).slice(0, mostFaults);

/** Every term, however deep it stands. */
export const termsOf = (query: Query): Term[] => {
  if (query.kind === "term") return [query];
  if (query.kind === "not") return termsOf(query.part);
  return query.kind === "all" ? [] : query.parts.flatMap(termsOf);
};

const calendarsIn = (query: Query): string[] =>
  termsOf(query).flatMap(({ tests }) => tests.flatMap((test) => (test.kind === "name" ? [test.name] : [])));

const mostKnown = 10_000;
const known = new Map<string, string[]>();

/** The calendars that a query asks about; asked of every version of a document, so a text is read once. */
export function calendarsNamed(text: string): string[] {
  const found = known.get(text);
  if (found) return found;
  const parsed = parseQuery(text);
  const names = parsed.ok ? calendarsIn(parsed.query) : [];
  if (known.size >= mostKnown) known.clear();
  known.set(text, names);
  return names;
}

/** A query that cannot be read, and at which character; or one that names a calendar that is not there. */
export function queryFaults(path: string, text: string, calendars: readonly string[]): DocumentFault[] {
  if (text.trim() === "") return [{ path, message: 'says nothing: write "*" for everything, or a term such as severity:high' }];
  const parsed = parseQuery(text);
  if (!parsed.ok) return [{ path, message: `at character ${parsed.fault.at + 1}: ${parsed.fault.message}` }];
  return calendarsIn(parsed.query).flatMap((name) => nameFault(path, name, calendars, "calendar"));
}

/** A name that is none of those there are. */
export function nameFault(path: string, name: string, known: readonly string[], what: string): DocumentFault[] {
  if (known.includes(name)) return [];
  const near = nearest(name, known);
  const instead = near
    ? `did you mean ${near}?`
    : known.length > 0
      ? `write one of ${known.join(", ")}`
      : `add the ${what} first`;
  return [{ path, message: `there is no ${what} ${JSON.stringify(name)}: ${instead}` }];
}

/** Names that come twice. */
export const twiceFaults = (list: string, names: readonly string[]): DocumentFault[] =>
  names.flatMap((name, at) =>
    names.indexOf(name) === at
      ? []
      : [{ path: `${list}[${at}].name`, message: `${JSON.stringify(name)} is the name of another: write a different one` }],
  );

/** Whether it is the name of a zone; an offset such as +09:00 is none, for it knows no clock change. */
function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return /^[a-z]/i.test(zone);
  } catch {
    return false;
  }
}

export function zoneFault(path: string, zone: string | undefined): DocumentFault[] {
  if (zone === undefined || isZone(zone)) return [];
  const near = nearest(zone, Intl.supportedValuesOf("timeZone"));
  const instead = near ? `did you mean ${near}?` : "write an IANA name such as Europe/Berlin";
  return [{ path, message: `${JSON.stringify(zone)} is not a time zone: ${instead}` }];
}
