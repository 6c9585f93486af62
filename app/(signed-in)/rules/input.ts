import { z } from "zod";
import type { SearchParams } from "#components/address.ts";
import { plain, readFields } from "#components/address.ts";

const version = z.int().min(0);
const id = z.string().min(1).max(64);

/** Bounded only: what may stand in a rule is said by the rules' own check, at the field. */
export const DraftInput = z.strictObject({
  name: z.string().max(1000),
  query: z.string().max(10_000),
  ignore: z.boolean(),
  category: z.string().max(100),
  severity: z.string().max(100),
  enabled: z.boolean(),
});
export const PlaceInput = z.strictObject({ version, id: id.nullable() });
export const ChangeInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("enable"), id, enabled: z.boolean() }),
  z.strictObject({ kind: z.literal("move"), id, by: z.literal([1, -1]) }),
  z.strictObject({ kind: z.literal("delete"), id }),
]);
export const VersionInput = version;
export const DaysInput = z.literal([7, 30, 90]);

const edited = { rule: id, query: plain.pipe(z.string().min(1).max(2000)) };

/** Which rule the address of the form names, or the query that a new one begins with. */
export const readEdited = (params: SearchParams): { rule?: string | undefined; query?: string | undefined } =>
  readFields(edited, params);
