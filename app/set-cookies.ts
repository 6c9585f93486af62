import { parseSetCookieHeader, toCookieOptions } from "better-auth/cookies";
import { cookies } from "next/headers";

/** Hands the Set-Cookie values of lib/auth to the answer of a server action. */
export async function setCookies(values: readonly string[]): Promise<void> {
  const jar = await cookies();
  for (const [name, { value, ...attributes }] of values.flatMap((line) => [...parseSetCookieHeader(line)])) {
    jar.set(name, value, toCookieOptions({ value, ...attributes }));
  }
}
