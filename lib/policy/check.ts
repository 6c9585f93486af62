import type { z } from "zod";
import { type DocumentFault, PolicyDocument } from "#lib/model/policy.ts";

export type Checked = { ok: true; document: PolicyDocument } | { ok: false; faults: DocumentFault[] };

const written = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) => (typeof key === "number" ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key)),
    "",
  );

const formFaults = (error: z.ZodError): DocumentFault[] =>
  error.issues.slice(0, 50).map(({ path, message }) => ({ path: written(path), message }));

/** The document as it may be kept, or everything that is wrong with it and what to write instead. */
export function checkDocument(input: unknown): Checked {
  const parsed = PolicyDocument.safeParse(input);
  return parsed.success ? { ok: true, document: parsed.data } : { ok: false, faults: formFaults(parsed.error) };
}
