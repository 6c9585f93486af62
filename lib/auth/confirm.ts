import type { Db } from "#lib/db/client.ts";
import { forgive, mayAttempt } from "#lib/db/sign-in-attempts.ts";
import type { Library } from "./library.ts";

/** Whether a sensitive step may go on: `needed` asks for the password first. */
export type Confirmation = "yes" | "needed" | "wrong" | "slow_down";

const freshMs = 10 * 60_000;
const free = 5;

/**
 * For ten minutes after signing in or giving the password again, the person at the browser is taken to be the one who did.
 * A right password begins those minutes anew.
 */
export async function confirm(library: Library, db: Db, headers: Headers, password: string | null): Promise<Confirmation> {
  const found = await library.api.getSession({ headers });
  if (!found) return "needed";
  const { id, userId, createdAt } = found.session;
  if (Date.now() - createdAt.getTime() <= freshMs) return "yes";
  if (!password) return "needed";
  const key = `confirm:${userId}`;
  if (!(await mayAttempt(db, key, free))) return "slow_down";
  const account = await db.account.findFirst({ where: { userId, providerId: "credential" }, select: { password: true } });
  const { password: passwords } = await library.$context;
  if (!account?.password || !(await passwords.verify({ hash: account.password, password: password.slice(0, 1024) })))
    return "wrong";
  await forgive(db, key, key);
  await db.session.updateMany({ where: { id }, data: { createdAt: new Date() } });
  return "yes";
}
