import { z } from "zod";
import type { SearchParams } from "#components/address.ts";
import { parts } from "#components/policies/item.ts";

const at = z.int().min(0).max(2000);
const version = z.int().min(1);
const name = z.string().min(1).max(200);

/** Bounded only: what may stand in an item is said by the document's own check, at the field. */
export const ValueInput = z.record(z.string().max(100), z.unknown());
export const PlaceInput = z.strictObject({
  part: z.enum(parts),
  version,
  at: at.nullable(),
  below: z.int().min(-1).max(2000).nullable(),
});
export const VersionInput = version;
export const TextInput = z.string().max(1_000_000);

export const ChangeInput = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("enable"), name, enabled: z.boolean() }),
  z.strictObject({ kind: z.literal("move"), name, by: z.int().min(-2000).max(2000) }),
  z.strictObject({ kind: z.literal("delete"), name }),
  z.strictObject({ kind: z.literal("restore"), at, policy: z.unknown() }),
]);

/** What is asked of the replay: an edit as the screen has it, and over how many days. */
export const ReplayAsked = z.strictObject({
  edit: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("item"), place: PlaceInput, value: ValueInput }),
    z.strictObject({ kind: z.literal("remove"), place: PlaceInput }),
    z.strictObject({ kind: z.literal("yaml"), text: TextInput }),
  ]),
  days: z.int().min(1).max(30),
});

const asked =
  (field: string) =>
  (params: SearchParams): string | undefined =>
    name.optional().catch(undefined).parse(params[field]);

/** Which item the address of a form names. */
export const readName = asked("name");
export const readSilence = asked("id");
const edited = { policy: name.optional().catch(undefined), copy: name.optional().catch(undefined) };
export const readEdited = (params: SearchParams): { policy?: string | undefined; copy?: string | undefined } =>
  z.object(edited).parse(params);
