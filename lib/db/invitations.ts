import { randomUUID } from "node:crypto";
import type { Db, Tx } from "./client.ts";

type Hash = Uint8Array<ArrayBuffer>;

export interface Invitation {
  id: string;
  role: string;
  note: string | null;
  by: string;
  expires_at: string;
}

export async function addInvitation(
  tx: Tx,
  { hash, role, note, byName, expiresAt }: { hash: Hash; role: string; note: string | null; byName: string; expiresAt: Date },
): Promise<string> {
  const id = randomUUID();
  await tx.invitation.create({ data: { id, hash, role, note, byName, expiresAt } });
  return id;
}

/** Those that still open the door. */
export async function listInvitations(db: Db, now: Date): Promise<Invitation[]> {
  const rows = await db.invitation.findMany({ where: { expiresAt: { gt: now } }, orderBy: { createdAt: "desc" }, take: 200 });
  return rows.map(({ id, role, note, byName, expiresAt }) => ({
    id,
    role,
    note,
    by: byName,
    expires_at: expiresAt.toISOString(),
  }));
}

export async function openInvitation(db: Db, hash: Hash, now: Date): Promise<{ role: string; byName: string } | null> {
  return db.invitation.findFirst({ where: { hash, expiresAt: { gt: now } }, select: { role: true, byName: true } });
}

/** Takes the invitation away; of any number of calls at once one gets its role. */
export async function takeInvitation(tx: Tx, hash: Hash, now: Date): Promise<{ role: string; byName: string } | null> {
  const rows = await tx.$queryRaw<{ role: string; byName: string }[]>`
    DELETE FROM "Invitation" WHERE "hash" = ${hash} AND "expiresAt" > ${now} RETURNING "role", "byName"`;
  return rows[0] ?? null;
}

/** Returns the role that it would have given; null when it is not there. */
export async function dropInvitation(tx: Tx, id: string): Promise<string | null> {
  const row = await tx.invitation.findUnique({ where: { id }, select: { role: true } });
  if (row) await tx.invitation.delete({ where: { id } });
  return row?.role ?? null;
}
