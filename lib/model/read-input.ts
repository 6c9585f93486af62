import type { z } from "zod";
import { BadInput } from "./errors.ts";
import { faultWords, unknownName } from "./fault-words.ts";
import type { DocumentFault } from "./policy.ts";
import { writtenPath } from "./written-path.ts";

/** Names that the schema does not know are each a fault of their own. */
function faultsOf(issue: z.core.$ZodIssue): DocumentFault[] {
  if (issue.code !== "unrecognized_keys") return [{ path: writtenPath(issue.path), message: issue.message }];
  return issue.keys.map((key) => ({ path: writtenPath([...issue.path, key]), message: unknownName }));
}

/** What is wrong with the form of what came; never a value. */
export const inputFaults = ({ issues }: z.ZodError): DocumentFault[] => issues.flatMap(faultsOf).slice(0, 20);

/** What came, as the schema reads it. Throws BadInput naming every fault and no value. */
export function readInput<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value, { error: faultWords });
  if (parsed.success) return parsed.data;
  throw new BadInput(inputFaults(parsed.error));
}
