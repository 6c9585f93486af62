import { z } from "zod";

// Printable only: Postgres refuses NUL and half a surrogate pair, and no id of Sentry's holds either.
const id = z.string().regex(/^[\x21-\x7e]{1,200}$/);

export const IssueAddress = z.strictObject({ issue: id, installation: id.optional() });
