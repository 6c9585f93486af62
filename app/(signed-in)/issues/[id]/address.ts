import { z } from "zod";

// Printable only: Postgres refuses NUL and half a surrogate pair, and no id of Sentry's holds either.
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);

export const IssueAddress = z.strictObject({ issue: id, installation: id.optional() });
export type IssueAddress = z.infer<typeof IssueAddress>;

/** Which issue the parts of a page's address mean; null when they cannot mean any. `written` is still percent-encoded. */
export function readAddress(written: string, installation: unknown): IssueAddress | null {
  try {
    return IssueAddress.parse({ issue: decodeURIComponent(written), installation });
  } catch {
    return null;
  }
}

/** The path of the issue's page. */
export const pathOf = ({ issue, installation }: IssueAddress): string =>
  `/issues/${encodeURIComponent(issue)}${installation === undefined ? "" : `?${new URLSearchParams({ installation })}`}`;
