import { randomUUID } from "node:crypto";
import { type Db, type Tx, transaction } from "./client.ts";

export interface NewUser {
  name: string;
  email: string;
  role: string;
  passwordHash: string;
}

const adminLock = 7_043_118_202;

export const adminExists = async (db: Db | Tx): Promise<boolean> => (await db.user.count({ where: { role: "admin" } })) > 0;

export const userExists = async (db: Db | Tx, email: string): Promise<boolean> => (await db.user.count({ where: { email } })) > 0;

/** Whoever decides by who is a member waits for whoever is doing so. */
export async function oneByOne(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${adminLock}::bigint)`;
}

/** Adds somebody who signs in with a password; returns the id. */
export async function addUser(db: Db | Tx, { name, email, role, passwordHash }: NewUser): Promise<string> {
  const id = randomUUID();
  const account = { id: randomUUID(), accountId: id, providerId: "credential", password: passwordHash };
  await db.user.create({ data: { id, name, email, role, accounts: { create: account } } });
  return id;
}

/** Adds the user unless `refused`; of any number of calls at once each sees what the one before it did. */
export async function addUserUnless(db: Db, user: NewUser, refused: (tx: Tx) => Promise<boolean>): Promise<boolean> {
  return transaction(db, async (tx) => {
    await oneByOne(tx);
    if (await refused(tx)) return false;
    await addUser(tx, user);
    return true;
  });
}
