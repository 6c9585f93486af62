import { createHmac, timingSafeEqual } from "node:crypto";

/** How far Slack's clock and ours may be apart; what is older may be a recording. */
const toleranceMs = 300_000;

/** Slack's signature of a request's raw bytes at a time in seconds. */
const signSlack = (bytes: Uint8Array, timestamp: string, secret: string): string =>
  `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(bytes).digest("hex")}`;

interface Signed {
  signature: string | null;
  timestamp: string | null;
}

const isFresh = (timestamp: string, now: Date): boolean =>
  /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now.getTime()) <= toleranceMs;

/** Which of the secrets signed these bytes just now. Takes as long for a forgery as for the real thing. */
export function slackSigners(
  bytes: Uint8Array,
  { signature, timestamp }: Signed,
  secrets: readonly { id: string; secret: string }[],
  now: Date,
): string[] {
  const isWritten = signature !== null && /^v0=[0-9a-f]{64}$/i.test(signature);
  const given = Buffer.from(isWritten ? signature.slice(3) : "0".repeat(64), "hex");
  const matching = secrets.filter(({ secret }) => {
    const own = Buffer.from(signSlack(bytes, timestamp ?? "", secret).slice(3), "hex");
    return timingSafeEqual(own, given) && secret !== "";
  });
  return isWritten && timestamp !== null && isFresh(timestamp, now) ? matching.map(({ id }) => id) : [];
}
