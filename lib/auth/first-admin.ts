import { createHmac, timingSafeEqual } from "node:crypto";
import type { Db } from "#lib/db/client.ts";
import { addUserUnless, adminExists, userExists } from "#lib/db/users.ts";
import { type Fault, type Field, faultsOf, NewPerson } from "./credentials.ts";
import type { Library } from "./library.ts";
import { openSession } from "./sign-in.ts";

export type FirstAdmin =
  | { ok: true; cookies: string[] }
  | { ok: false; reason: "closed" | "bad_token" }
  | { ok: false; reason: "invalid"; fields: Partial<Record<Field, Fault>> };

/** What the one-time link carries: the same in every process that has the secret, worthless once an administrator exists. */
export const setupTokenOf = (secret: string): string =>
  createHmac("sha256", secret).update("first administrator").digest("base64url");

function sameToken(given: string, expected: string): boolean {
  const digest = (token: string): Buffer => createHmac("sha256", expected).update(token).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether a link with this token can still make the first administrator. */
export const setupTakes = async (db: Db, given: string, expected: string): Promise<boolean> =>
  sameToken(given, expected) && !(await adminExists(db));

interface Claim {
  given: string;
  expected: string;
  person: NewPerson;
}

/** Of any number of calls at once, one makes the administrator. */
export async function createFirstAdmin(library: Library, db: Db, { given, expected, person }: Claim): Promise<FirstAdmin> {
  if (await adminExists(db)) return { ok: false, reason: "closed" };
  if (!sameToken(given, expected)) return { ok: false, reason: "bad_token" };
  const parsed = NewPerson.safeParse(person);
  if (!parsed.success) return { ok: false, reason: "invalid", fields: faultsOf(parsed.error) };

  const { name, email, password } = parsed.data;
  const passwordHash = await hash(library, password);
  const taken = async (tx: Parameters<typeof adminExists>[0]): Promise<boolean> =>
    (await adminExists(tx)) || (await userExists(tx, email));
  if (await addUserUnless(db, { name, email, role: "admin", passwordHash }, taken)) {
    return { ok: true, cookies: (await openSession(library, db, new Headers(), { email, password })) ?? [] };
  }
  return (await adminExists(db)) ? { ok: false, reason: "closed" } : { ok: false, reason: "invalid", fields: { email: "taken" } };
}

/** Makes the administrator that the environment names, unless somebody has that address already. */
export async function ensureAdmin(library: Library, db: Db, person: Omit<NewPerson, "name">): Promise<void> {
  const { name, email, password } = NewPerson.parse({ ...person, name: "Administrator" });
  if (await userExists(db, email)) return;
  const passwordHash = await hash(library, password);
  await addUserUnless(db, { name, email, role: "admin", passwordHash }, (tx) => userExists(tx, email));
}

export const hash = async ({ $context }: Library, password: string): Promise<string> => (await $context).password.hash(password);
