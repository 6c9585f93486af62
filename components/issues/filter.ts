import { z } from "zod";
import { issueStatuses } from "#lib/model/issue.ts";
import { categories, severities, tiers } from "#lib/model/taxonomy.ts";
import { writeValue } from "#lib/query/quote.ts";

export const sorts = ["last_seen", "severity", "users", "events"] as const;

/** What a page's address can hold, as Next hands it over. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** What the list shows: the issues of which a query is true, in an order. The query is text; chips and facets are views of it. */
export interface IssueFilter {
  query: string;
  sort: (typeof sorts)[number];
  cursor?: string;
}

// Postgres takes neither NUL nor half a surrogate pair.
const plain = z.string().transform((said) => said.replaceAll("\0", "").toWellFormed().trim());
const text = plain.pipe(z.string().min(1).max(200));
const words = z.union([z.string(), z.array(z.string())]).transform((said) => [said].flat().join(",").slice(0, 1000).split(","));
const term =
  (name: string) =>
  (value: string): string =>
    `${name}:${writeValue(value)}`;

/** The words that are known, once each, as a choice; whatever else an address says is passed over. */
const choice = (name: string, known: readonly string[]) =>
  words
    .transform((said) => known.filter((word) => said.includes(word)).map(term(name)))
    .refine((found) => found.length > 0)
    .transform((found) => (found.length > 1 ? `(${found.join(" OR ")})` : (found[0] ?? "")));
const flag = (name: string) => z.stringbool().transform((on) => `${on ? "" : "-"}is:${name}`);

/** Parameters that ask for one thing each, as the part of a query that asks the same. */
const parts = {
  category: choice("category", categories),
  severity: choice("severity", severities),
  status: choice("status", issueStatuses),
  tier: choice("tier", tiers),
  project: text.transform(term("project")),
  environment: text.transform(term("environment")),
  installation: text.transform(term("installation")),
  search: text.transform((said) => JSON.stringify(said)),
  provisional: flag("provisional"),
  corrected: flag("corrected"),
} as const;

const sort = z.enum(sorts).catch("last_seen");
const query = z
  .string()
  .transform((said) => said.slice(0, 4000))
  .pipe(plain)
  .catch("");
const cursor = plain.pipe(z.string().min(1).max(500)).optional().catch(undefined);

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
  const said = new URLSearchParams({
    ...(next.query !== "" && { query: next.query }),
    ...(next.sort !== "last_seen" && { sort: next.sort }),
    ...(next.cursor && { cursor: next.cursor }),
  });
  return said.size === 0 ? "/issues" : `/issues?${said}`;
}

/** Whether anything but the order and the page was chosen. */
export const isFiltered = ({ query }: IssueFilter): boolean => query !== "";
