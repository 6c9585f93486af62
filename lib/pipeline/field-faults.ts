import type { z } from "zod";

/** What is wrong, by field: a word of the message catalogue, or a sentence from outside. */
export type FieldFaults = Record<string, string>;

/** The first fault of each field; what belongs to none goes under "". */
export const fieldFaults = ({ issues }: z.ZodError): FieldFaults =>
  Object.fromEntries(issues.toReversed().map(({ path, message }) => [String(path[0] ?? ""), message]));
