import type { Db, Tx } from "./client.ts";

export interface Member {
  id: string;
  name: string;
  email: string;
  role: string;
  /** Last seen, to about five minutes; null when never. */
  seen_at: string | null;
  since: string;
}

const lastOf = (...dates: (Date | null | undefined)[]): string | null =>
  dates
    .flatMap((date) => date?.toISOString() ?? [])
    .sort()
    .at(-1) ?? null;

/** In the order in which they joined. */
export async function listMembers(db: Db): Promise<Member[]> {
  const newest = { select: { updatedAt: true }, orderBy: { updatedAt: "desc" }, take: 1 } as const;
  const rows = await db.user.findMany({
    include: { sessions: newest },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 1000,
  });
  return rows.map(({ id, name, email, role, lastSeenAt, createdAt, sessions }) => ({
    id,
    name,
    email,
    role,
    seen_at: lastOf(lastSeenAt, sessions[0]?.updatedAt),
    since: createdAt.toISOString(),
  }));
}

export async function findMember(tx: Tx, id: string): Promise<{ name: string; email: string; role: string } | null> {
  return tx.user.findUnique({ where: { id }, select: { name: true, email: true, role: true } });
}

export const countAdmins = async (tx: Tx): Promise<number> => tx.user.count({ where: { role: "admin" } });

/** From now on; whoever is signed in under the old role is not any more. */
export async function setRole(tx: Tx, id: string, role: string): Promise<void> {
  await tx.user.update({ where: { id }, data: { role } });
  await tx.session.deleteMany({ where: { userId: id } });
}

/** Their sessions and passwords go with them. */
export async function removeMember(tx: Tx, id: string): Promise<void> {
  await tx.user.delete({ where: { id } });
}

export async function noteSeen(db: Db, userId: string): Promise<void> {
  await db.user.updateMany({ where: { id: userId }, data: { lastSeenAt: new Date() } });
}
