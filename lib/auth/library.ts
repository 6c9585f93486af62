import { prismaAdapter } from "better-auth/adapters/prisma";
import { betterAuth } from "better-auth/minimal";
import type { Db } from "#lib/db/client.ts";
import { proxyList } from "./peer.ts";

export interface Options {
  db: Db;
  secret: string;
  /** Where people reach Verdict; https makes the cookies Secure and `__Host-`. */
  publicUrl: string;
  /** Comma list of addresses and ranges whose `X-Forwarded-For` is believed. */
  trustedProxies?: string | undefined;
}

/** Sessions end seven days after sign-in, whatever happens; idle ones earlier (session.ts). */
const sessionSeconds = 7 * 24 * 3600;

export const passwordLength = { min: 12, max: 128 } as const;

export type Library = ReturnType<typeof openLibrary>;

/** better-auth, set up for our tables. Its own routes are not mounted: only the functions of this folder call it. */
export function openLibrary({ db, secret, publicUrl, trustedProxies }: Options) {
  const secure = publicUrl.startsWith("https://");
  return betterAuth({
    baseURL: publicUrl,
    secret,
    database: prismaAdapter(db, { provider: "postgresql", transaction: true }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    user: { additionalFields: { role: { type: "string", required: true, input: false } } },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: { enabled: false }, // the library limits its own routes only; sign-in.ts counts
    advanced: {
      ipAddress: { trustedProxies: proxyList(trustedProxies) },
      cookiePrefix: secure ? "__Host-verdict" : "verdict",
      useSecureCookies: false, // would put __Secure- before the name
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: "lax", path: "/" },
    },
    logger: { disabled: true }, // failed sign-ins are answers, not news for the log
    telemetry: { enabled: false },
  });
}
