import { z } from "zod";
import type { SearchParams } from "#components/address.ts";

const place = z.int().min(0).max(1000);
const name = z.string().min(1).max(200);
const words = z.array(z.string().max(100)).max(200);

/** Bounded only: what may stand in a policy is said by the document's own check, at the field. */
export const DraftInput = z.strictObject({
  name: z.string().max(1000),
  enabled: z.boolean(),
  match: z.string().max(10_000),
  groupBy: words,
  to: words,
  window: z.string().max(100),
  repeat: z.string().max(100),
  again: words,
  onResolve: z.string().max(100),
  deadline: z.string().max(100),
});
export const PlaceInput = z.strictObject({ version: z.int().min(1), at: place.nullable(), copyOf: place.nullable() });
export const ChangeInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("enable"), name, enabled: z.boolean() }),
  z.strictObject({ kind: z.literal("move"), name, by: z.literal([1, -1]) }),
  z.strictObject({ kind: z.literal("delete"), name }),
  z.strictObject({ kind: z.literal("restore"), at: place, policy: z.unknown() }),
]);

/** What the silence form may hold; lengths and queries are checked where silences are kept. */
export const SilenceDraftInput = z.strictObject({
  match: z.string().max(10_000),
  for: z.string().max(100),
  reason: z.string().max(1000),
});

const edited = { policy: name.optional().catch(undefined), copy: name.optional().catch(undefined) };

/** Which policy the address of the form names. */
export const readEdited = (params: SearchParams): { policy?: string | undefined; copy?: string | undefined } =>
  z.object(edited).parse(params);
