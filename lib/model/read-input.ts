import type { z } from "zod";
import { BadInput } from "./errors.ts";

/** What came, as the schema reads it. Throws BadInput naming every fault and no value. */
export function readInput<S extends z.ZodType>(schema: S, value: unknown): z.infer<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues
    .slice(0, 20)
    .map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  throw new BadInput(faults.join("; ").slice(0, 1000));
}
