import { createHash, randomBytes } from "node:crypto";
import { addAudit } from "#lib/db/audit.ts";
import { type Db, type Tx, transaction } from "#lib/db/client.ts";
import { addInvitation, openInvitation, takeInvitation } from "#lib/db/invitations.ts";
import { addUser, oneByOne, userExists } from "#lib/db/users.ts";
import { type Fault, type Field, faultsOf, NewPerson } from "./credentials.ts";
import { hash } from "./first-admin.ts";
import type { Library } from "./library.ts";
import { openSession } from "./sign-in.ts";
import { Role } from "./viewer.ts";

export type Joined =
  | { ok: true; cookies: string[] }
  | { ok: false; reason: "closed" }
  | { ok: false; reason: "invalid"; fields: Partial<Record<Field, Fault>> };

export interface OpenInvitation {
  role: Role;
  by: string;
}

const validMs = 7 * 86_400_000;
const digest = (token: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(token).digest());

/** Makes a link's token and returns it: only its digest is kept, so this is the only time it can be read. */
export async function invite(
  tx: Tx,
  { role, note, byName, now }: { role: Role; note: string | null; byName: string; now: Date },
): Promise<{ id: string; token: string }> {
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now.getTime() + validMs);
  return { id: await addInvitation(tx, { hash: digest(token), role, note, byName, expiresAt }), token };
}

/** What the link offers; null when it was used, withdrawn, is past its time or never was one. */
export async function invitation(db: Db, token: string): Promise<OpenInvitation | null> {
  const found = await openInvitation(db, digest(token), new Date());
  const role = Role.safeParse(found?.role);
  return found && role.success ? { role: role.data, by: found.byName } : null;
}

class Taken extends Error {}

/** Lets in whoever brings the link, once: of any number of calls at once one makes a member. */
export async function join(library: Library, db: Db, token: string, written: NewPerson): Promise<Joined> {
  if (!(await invitation(db, token))) return { ok: false, reason: "closed" };
  const parsed = NewPerson.safeParse(written);
  if (!parsed.success) return { ok: false, reason: "invalid", fields: faultsOf(parsed.error) };
  const { name, email, password } = parsed.data;
  const passwordHash = await hash(library, password);
  try {
    const joined = await transaction(db, async (tx) => {
      await oneByOne(tx);
      const taken = await takeInvitation(tx, digest(token), new Date());
      if (!taken) return false;
      if (await userExists(tx, email)) throw new Taken(); // gives the invitation back
      const id = await addUser(tx, { name, email, role: taken.role, passwordHash });
      await addAudit(tx, {
        by: { id, name },
        action: "member.join",
        target: email,
        data: { role: taken.role, invitedBy: taken.byName },
      });
      return true;
    });
    if (!joined) return { ok: false, reason: "closed" };
  } catch (error) {
    if (error instanceof Taken) return { ok: false, reason: "invalid", fields: { email: "taken" } };
    throw error;
  }
  return { ok: true, cookies: (await openSession(library, db, new Headers(), { email, password })) ?? [] };
}
