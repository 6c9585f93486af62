import type { z } from "zod";
import { BadInput } from "./errors.ts";
import { faultWords, unknownName } from "./fault-words.ts";

/** Names that the schema does not know are each a fault of their own. */
function faultsOf(issue: z.core.$ZodIssue): string[] {
  const say = (path: readonly PropertyKey[], words: string): string => [path.join("."), words].filter(Boolean).join(": ");
  if (issue.code !== "unrecognized_keys") return [say(issue.path, issue.message)];
  return issue.keys.map((key) => say([...issue.path, key], unknownName));
}

/** What came, as the schema reads it. Throws BadInput naming every fault and no value. */
export function readInput<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value, { error: faultWords });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap(faultsOf).slice(0, 20);
  throw new BadInput(faults.join("; ").slice(0, 1000));
}
