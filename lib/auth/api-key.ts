import { createHash, randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { countKey, putKey, putKeyInTurn } from "#lib/db/api-keys.ts";
import type { Db, Tx } from "#lib/db/client.ts";

/** Least first: each holds those before it. */
export const scopes = ["read", "write", "admin"] as const;
export const Scope = z.enum(scopes);
export type Scope = z.infer<typeof Scope>;

export interface Caller {
  id: string;
  name: string;
  /** The widest scope of its key. */
  scope: Scope;
}

/** Whether who holds one scope may do what needs the other. */
export const covers = (held: Scope, needed: Scope): boolean => scopes.indexOf(held) >= scopes.indexOf(needed);

/** What a key may still do in this minute. */
export interface Allowance {
  limit: number;
  remaining: number;
  resetSeconds: number;
}

export type KeyCheck =
  | { outcome: "stranger" }
  | { outcome: "known" | "wrongScope" | "tooMany"; caller: Caller; allowance: Allowance };

const perMinute = 6000;
const bearer = /^Bearer (.{20,512})$/i;
const hashOf = (key: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(key).digest());

/** Whose key an Authorization header carries and whether it may do what needs `scope`; every call counts. */
export async function authenticateKey(db: Db, authorization: string | null, scope: Scope): Promise<KeyCheck> {
  const given = bearer.exec((authorization ?? "").slice(0, 600))?.[1];
  const key = given && (await countKey(db, hashOf(given)));
  if (!key) return { outcome: "stranger" };
  const held = scopes.findLast((each) => key.scopes.includes(each));
  if (!held) return { outcome: "stranger" };
  const caller = { id: key.id, name: key.name, scope: held };
  const allowance = { limit: perMinute, remaining: Math.max(0, perMinute - key.count), resetSeconds: key.secondsLeft };
  if (key.count > perMinute) return { outcome: "tooMany", caller, allowance };
  return { outcome: covers(held, scope) ? "known" : "wrongScope", caller, allowance };
}

/** Makes a key and returns it: this is the only time it can be read. */
export async function createKey(
  db: Db | Tx,
  { name, scope, expiresAt = null }: { name: string; scope: Scope; expiresAt?: Date | null },
): Promise<string> {
  const key = `vdt_${randomBytes(32).toString("base64url")}`;
  await putKey(db, { id: randomUUID(), name, prefix: key.slice(0, 8), hash: hashOf(key), scopes: [scope], expiresAt });
  return key;
}

/** The key of the environment: it comes back with every start, so it can only be taken away there. */
export const bootstrapId = "00000000-0000-4000-8000-000000000001";

/** Lets the key of the environment in with every right; one that stood there before no longer is. */
export async function ensureBootstrapKey(db: Db, key: string): Promise<void> {
  await putKeyInTurn(db, {
    id: bootstrapId,
    name: "BOOTSTRAP_API_KEY",
    prefix: key.slice(0, 4),
    hash: hashOf(key),
    scopes: ["admin"],
    expiresAt: null,
  });
}
