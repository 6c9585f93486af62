import { z } from "zod";
import { addressOf, cursorText, listOf, plain, type SearchParams, shortText } from "#components/address.ts";
import { issueStatuses } from "#lib/model/issue.ts";
import { categories, severities, tiers } from "#lib/model/taxonomy.ts";
import { writeValue } from "#lib/query/quote.ts";

export const sorts = ["last_seen", "severity", "users", "events"] as const;

/** What the list shows: the issues of which a query is true, in an order. The query is text; chips and facets are views of it. */
export interface IssueFilter {
  query: string;
  sort: (typeof sorts)[number];
  cursor?: string;
}

const term =
  (name: string) =>
  (value: string): string =>
    `${name}:${writeValue(value)}`;

/** The words that are known, once each, as a choice; whatever else an address says is passed over. */
const choice = (name: string, known: readonly string[]) =>
  listOf(known)
    .transform((found) => found.map(term(name)))
    .transform((found) => (found.length > 1 ? `(${found.join(" OR ")})` : (found[0] ?? "")));
const flag = (name: string) => z.stringbool().transform((on) => `${on ? "" : "-"}is:${name}`);

/** Parameters that ask for one thing each, as the part of a query that asks the same. */
const parts = {
  category: choice("category", categories),
  severity: choice("severity", severities),
  status: choice("status", issueStatuses),
  tier: choice("tier", tiers),
  project: shortText.transform(term("project")),
  environment: shortText.transform(term("environment")),
  installation: shortText.transform(term("installation")),
  search: shortText.transform((said) => JSON.stringify(said)),
  provisional: flag("provisional"),
  corrected: flag("corrected"),
} as const;

const sort = z.enum(sorts).catch("last_seen");
const query = z
  .string()
  .transform((said) => said.slice(0, 4000))
  .pipe(plain)
  .catch("");
const cursor = cursorText.optional().catch(undefined);

/** No address can break the page: what does not parse is left out, but for the query, whose faults the page shows. */
export function readFilter(params: SearchParams): IssueFilter {
  const said = Object.entries(parts).flatMap(([name, part]) => {
    const parsed = part.safeParse(params[name]);
    return parsed.success ? [parsed.data] : [];
  });
  const given = query.parse(params.query);
  const whole = said.length > 0 && given !== "" ? [`(${given})`, ...said] : [given, ...said];
  const place = cursor.parse(params.cursor);
  return { query: whole.filter(Boolean).join(" "), sort: sort.parse(params.sort), ...(place && { cursor: place }) };
}

/** The address of the list under the filter with some of it changed. A change leads to the first page. */
export function hrefOf(filter: IssueFilter, change: Partial<IssueFilter> = {}): string {
  const next: IssueFilter = { query: filter.query, sort: filter.sort, ...change };
  return addressOf("/issues", { ...next, sort: next.sort === "last_seen" ? undefined : next.sort });
}

/** Whether anything but the order and the page was chosen. */
export const isFiltered = ({ query }: IssueFilter): boolean => query !== "";
