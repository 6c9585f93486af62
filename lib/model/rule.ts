import { z } from "zod";
import { Category, Severity } from "./taxonomy.ts";

/** A rule of the team's own: the first in the list whose query matches decides. Floors in production hold against it too. */
export const TeamRule = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, "small letters, digits and hyphens, at most 64"),
    name: z.string().trim().min(1, "give it a name").max(100, "a name has at most 100 characters"),
    /** In the query language, asked of the report and of what the built-in rules and the local model say of it. */
    query: z
      .string()
      .trim()
      .min(1, "say which errors: a term such as type:TimeoutError")
      .max(2000, "a query has at most 2000 characters"),
    category: Category.optional(),
    severity: Severity.optional(),
    /** Its errors are noise: severity `info`, no model is asked about them. */
    ignore: z.literal(true).optional(),
    enabled: z.boolean().default(true),
  })
  .refine(({ category, severity, ignore }) => ignore === true || category !== undefined || severity !== undefined, {
    message: "say what it decides: category, severity, or ignore: true",
  })
  .refine(({ category, severity, ignore }) => ignore === undefined || (category === undefined && severity === undefined), {
    message: "ignore: true goes without category and severity",
  });
export type TeamRule = z.infer<typeof TeamRule>;

/** The whole list, in its order. */
export const TeamRules = z
  .array(TeamRule)
  .max(200, "at most 200 rules")
  .refine((rules) => new Set(rules.map(({ id }) => id)).size === rules.length, { message: "two rules have the same id" });
export type TeamRules = z.infer<typeof TeamRules>;
