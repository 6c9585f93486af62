import type { ApiSchema } from "#lib/model/api-document.ts";

/** What a value is, in words and names of schemas. */
export type Piece = string | { schema: string };

export interface Row {
  /** Its place: `verdict.evidence[].text`. */
  name: string;
  type: readonly Piece[];
  optional: boolean;
  description: string | undefined;
}

const deepest = 4;
const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf("/") + 1);
const isNull = ({ type }: ApiSchema): boolean => type === "null";

/** A value's type as a sentence would have it: "list of Verdict", "open, acknowledged or resolved", "text or null". */
export function typeOf(schema: ApiSchema): Piece[] {
  if (schema.$ref) return [{ schema: nameOf(schema.$ref) }];
  if (schema.const !== undefined) return [JSON.stringify(schema.const)];
  if (schema.enum) return [schema.enum.map((word) => (word === "" ? '""' : String(word))).join(" · ")];
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.flatMap((one, at) => [...(at > 0 ? [" or "] : []), ...(isNull(one) ? ["null"] : typeOf(one))]);
  if (Array.isArray(schema.type)) return [schema.type.map((type) => plainType({ ...schema, type })).join(" or ")];
  if (schema.items?.properties) return ["list of objects"];
  if (schema.items) return ["list of ", ...typeOf(schema.items)];
  if (typeof schema.additionalProperties === "object") return ["names with ", ...typeOf(schema.additionalProperties)];
  return [plainType(schema)];
}

const words: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
};

function plainType({ type, format, properties }: ApiSchema): string {
  if (properties) return "object";
  const word = typeof type === "string" ? (words[type] ?? type) : "anything";
  return format ? `${word} (${format})` : word;
}

/** The objects inside a value that have no schema of their own, each with what to put behind its name. */
function inside(schema: ApiSchema): { schema: ApiSchema; mark: string } | undefined {
  if (schema.properties) return { schema, mark: "" };
  if (schema.items?.properties) return { schema: schema.items, mark: "[]" };
  const [one] = (schema.anyOf ?? []).filter((part) => part.properties);
  return one && { schema: one, mark: "" };
}

/** Every field of an object, those of objects within it under it. */
export function rowsOf({ properties = {}, required = [] }: ApiSchema, before = "", depth = 0): Row[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = `${before}${key}`;
    const own: Row = { name, type: typeOf(schema), optional: !required.includes(key), description: schema.description };
    const nested = depth < deepest ? inside(schema) : undefined;
    return [own, ...(nested ? rowsOf(nested.schema, `${name}${nested.mark}.`, depth + 1) : [])];
  });
}
