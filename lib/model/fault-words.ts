import type { z } from "zod";

export const unknownName = "is not known here: leave it out";

type Raw = z.core.$ZodRawIssue;

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object of names and values",
  record: "an object of names and values",
};

function kindWords({ expected, input }: { expected: string; input?: unknown }): string {
  if (input === undefined) return "is missing";
  const isBare = expected === "string" && (typeof input === "number" || typeof input === "boolean");
  return `must be ${kinds[expected] ?? expected}${isBare ? ": put it in quotes" : ""}`;
}

/** How much there may be of it: letters, entries, or itself. */
function amountWords(origin: string, side: "most" | "least", amount: number | bigint): string {
  if (origin === "string") return `has at ${side} ${amount} characters`;
  if (origin === "array" || origin === "set") return `has at ${side} ${amount} entries`;
  return `must be at ${side} ${amount}`;
}

/**
 * What is wrong where a schema says nothing itself, and what to write instead; never the value, which may be a secret. For
 * `safeParse(value, { error: faultWords })`.
 */
export function faultWords(issue: Raw): string | undefined {
  if (issue.code === "invalid_type") return kindWords(issue);
  if (issue.code === "invalid_value")
    return issue.input === undefined
      ? "is missing"
      : `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(String).join(", ")}`;
  if (issue.code === "too_big") return amountWords(issue.origin, "most", issue.maximum);
  if (issue.code === "too_small") return amountWords(issue.origin, "least", issue.minimum);
  if (issue.code === "invalid_format" && issue.format === "uuid")
    return "must be an id such as 01a22e32-b22f-7011-8bc3-7c48efee828d";
  return undefined;
}
