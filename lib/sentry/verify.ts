import { createHmac, timingSafeEqual } from "node:crypto";

/** Sentry's signature: lower-case hex of the HMAC-SHA256 of the raw body. */
export function sign(bytes: Uint8Array, secret: string): string {
  return createHmac("sha256", secret).update(bytes).digest("hex");
}

/** The id of the secret that signed these bytes, or null. Takes as long for a forgery as for the real thing. */
export function verify(
  bytes: Uint8Array,
  header: string | null,
  secrets: readonly { id: string; secret: string }[],
): string | null {
  const wellFormed = header !== null && /^[0-9a-f]{64}$/i.test(header);
  const given = Buffer.from(wellFormed ? header : "0".repeat(64), "hex");
  let match: string | null = null;
  for (const { id, secret } of secrets) {
    const same = timingSafeEqual(createHmac("sha256", secret).update(bytes).digest(), given);
    if (same && wellFormed && secret !== "") match ??= id;
  }
  return match;
}
