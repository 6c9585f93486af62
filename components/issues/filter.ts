import { z } from "zod";
import { issueStatuses } from "#lib/model/issue.ts";
import { categories, severities, tiers } from "#lib/model/taxonomy.ts";

export const sorts = ["last_seen", "severity", "users", "events"] as const;

/** What a page's address can hold, as Next hands it over. */
export type SearchParams = Record<string, string | string[] | undefined>;

// Postgres takes neither NUL nor half a surrogate pair.
const plain = z.string().transform((said) => said.replaceAll("\0", "").toWellFormed().trim());
const text = plain.pipe(z.string().min(1).max(200));
const words = z.union([z.string(), z.array(z.string())]).transform((said) => [said].flat().join(",").slice(0, 1000).split(","));

/** The words that are known, once each; whatever else an address says is passed over. */
const listOf = <Word extends string>(known: readonly Word[]) =>
  words.transform((said) => known.filter((word) => said.includes(word))).refine((found) => found.length > 0);

const fields = {
  category: listOf(categories),
  severity: listOf(severities),
  status: listOf(issueStatuses),
  tier: listOf(tiers),
  project: text,
  environment: text,
  installation: text,
  search: text,
  provisional: z.stringbool(),
  corrected: z.stringbool(),
  sort: z.enum(sorts),
  cursor: plain.pipe(z.string().min(1).max(500)),
} as const;
type Fields = { [Name in keyof typeof fields]: z.infer<(typeof fields)[Name]> };

/** What the list shows: every field is optional but the order. */
export type IssueFilter = Partial<Fields> & Pick<Fields, "sort">;

/** Fields to set; undefined takes one away. */
export type Change = { [Name in keyof Fields]?: Fields[Name] | undefined };

/** No address can break the page: each field that does not parse is left out. */
export function readFilter(params: SearchParams): IssueFilter {
  const read = Object.entries(fields).flatMap(([name, field]) => {
    const parsed = field.safeParse(params[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { sort: "last_seen", ...Object.fromEntries(read) };
}

/** The address of the list under the filter with some fields changed. A change leads to the first page. */
export function hrefOf(filter: IssueFilter, change: Change = {}): string {
  const { sort, ...rest } = { ...filter, cursor: undefined, ...change };
  const said = Object.entries({ ...rest, sort: sort === "last_seen" ? undefined : sort });
  const query = new URLSearchParams(
    said.flatMap(([name, value]) => (value === undefined || String(value) === "" ? [] : [[name, String(value)]])),
  );
  return query.size === 0 ? "/issues" : `/issues?${query}`;
}

/** The list with the word added, or taken away when it was there; undefined when nothing is left. */
export function toggled<Word extends string>(list: readonly Word[] | undefined, word: Word): Word[] | undefined {
  const next = list?.includes(word) ? list.filter((other) => other !== word) : [...(list ?? []), word];
  return next.length === 0 ? undefined : next;
}

/** Whether anything but the order and the page was chosen. */
export const isFiltered = ({ sort: _sort, cursor: _cursor, ...rest }: IssueFilter): boolean => Object.keys(rest).length > 0;
