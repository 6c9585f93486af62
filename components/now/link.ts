import type { NowRange } from "#lib/model/figures.ts";
import { writeValue } from "#lib/query/quote.ts";

/** One thing asked of issues, in the query language. */
export const term = (field: string, value: string): string => `${field}:${writeValue(value)}`;

/** The list of the issues that all of this is true of. */
export const issuesWith = (...terms: string[]): string => `/issues?${new URLSearchParams({ query: terms.join(" ") })}`;

/** Issues that were seen within the range. */
export const seenWithin = (range: NowRange): string => `last_seen:<${range}`;
