import { createHash } from "node:crypto";
import { getIP, isAPIError } from "better-auth/api";
import type { Db } from "#lib/db/client.ts";
import { noteSeen } from "#lib/db/members.ts";
import { forgetAttempts, forgive, mayAttempt } from "#lib/db/sign-in-attempts.ts";
import { Credentials } from "./credentials.ts";
import type { Library } from "./library.ts";
import { Role } from "./viewer.ts";

/** `cookies` are Set-Cookie values. */
export type SignedIn = { ok: true; cookies: string[] } | { ok: false; reason: "wrong" | "slow_down" };

/** Attempts that nobody waits for: at one account from one address, and from one address at all accounts. */
const free = { pair: 5, address: 30 } as const;

const keyOf = (...parts: string[]): string => `sign-in:${createHash("sha256").update(parts.join("\n")).digest("base64url")}`;

/** An unknown address, a wrong password and an account without a role cost the same time and get the same answer. */
export async function signIn(library: Library, db: Db, headers: Headers, written: Credentials): Promise<SignedIn> {
  const parsed = Credentials.safeParse(written);
  if (!parsed.success) return { ok: false, reason: "wrong" };
  const address = getIP(headers, library.options) ?? "unknown";
  const [pair, shared] = [keyOf(parsed.data.email, address), keyOf(address)];
  await forgetAttempts(db);
  if (!(await mayAttempt(db, shared, free.address)) || !(await mayAttempt(db, pair, free.pair)))
    return { ok: false, reason: "slow_down" };

  const cookies = await openSession(library, db, headers, parsed.data);
  if (!cookies) return { ok: false, reason: "wrong" };
  await forgive(db, pair, shared);
  return { ok: true, cookies };
}

/** The cookies of a new session; undefined when the credentials are not right or their owner may do nothing. */
export async function openSession({ api }: Library, db: Db, headers: Headers, body: Credentials): Promise<string[] | undefined> {
  try {
    const { headers: set, response } = await api.signInEmail({ body, headers, returnHeaders: true });
    if (Role.safeParse(response.user.role).success) {
      await noteSeen(db, response.user.id);
      return set.getSetCookie();
    }
    await db.session.deleteMany({ where: { token: response.token } });
    return undefined;
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return undefined;
    throw error;
  }
}
