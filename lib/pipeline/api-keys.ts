import { z } from "zod";
import { bootstrapId, createKey, scopes } from "#lib/auth/api-key.ts";
import { dropKey } from "#lib/db/api-keys.ts";
import { addAudit } from "#lib/db/audit.ts";
import { transaction } from "#lib/db/client.ts";
import type { By } from "#lib/model/by.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import { type FieldFaults, fieldFaults } from "./field-faults.ts";
import type { Tools } from "./tools.ts";

export const lifetimes = ["30", "90", "365", "never"] as const;

const KeyInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "missing")
    .max(100, "long")
    .regex(/^\P{Cc}*$/u, "plain"),
  scope: z.enum(scopes),
  days: z.enum(lifetimes),
});

/** Makes a key; it is shown this once. */
export async function makeApiKey(
  { db, clock }: Tools,
  input: unknown,
  by: By,
): Promise<{ ok: true; key: string } | { ok: false; fields: FieldFaults }> {
  const parsed = KeyInput.safeParse(input);
  if (!parsed.success) return { ok: false, fields: fieldFaults(parsed.error) };
  const { name, scope, days } = parsed.data;
  const expiresAt = days === "never" ? null : new Date(clock().getTime() + Number(days) * 86_400_000);
  const key = await transaction(db, async (tx) => {
    await addAudit(tx, { by, action: "key.create", target: name, data: { scope, expires: expiresAt?.toISOString() ?? null } });
    return createKey(tx, { name, scope, expiresAt });
  });
  return { ok: true, key };
}

/** The key opens nothing from now on. Throws NotFound, and BadInput for the key of the environment. */
export async function revokeApiKey({ db, settings }: Tools, id: string, by: By): Promise<void> {
  if (id === bootstrapId && settings.BOOTSTRAP_API_KEY)
    throw new BadInput("This key is set by BOOTSTRAP_API_KEY: take it out of the environment instead.");
  await transaction(db, async (tx) => {
    const name = await dropKey(tx, id);
    if (name === null) throw new NotFound("This key was revoked meanwhile.");
    await addAudit(tx, { by, action: "key.revoke", target: name });
  });
}
