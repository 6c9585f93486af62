import { isIP } from "node:net";
import { standings } from "#lib/outside/addresses.ts";
import type { Settings } from "./settings.ts";

const inside = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|test|invalid|onion|arpa)$/i;

/** Whether an address may be reached from everywhere, as far as can be seen from it; Twilio takes no name with an underscore. */
function isPublic(address: string): boolean {
  const name = new URL(address).hostname.replace(/^\[|\]$/g, "");
  if (isIP(name) !== 0) return standings("none")(name) === "public";
  return /^[a-z0-9.-]+$/i.test(name) && name.includes(".") && !inside.test(name);
}

/** A channel's name as a part of an address: of letters that nobody on the way writes anew. */
export const written = (channel: string): string => Buffer.from(channel, "utf8").toString("base64url");

/** Where Twilio reports what becomes of a message of a channel. */
export const statusAddress = ({ PUBLIC_URL }: Pick<Settings, "PUBLIC_URL">, channel: string, message: string): string =>
  `${PUBLIC_URL}/api/twilio/status/${channel}/${message}`;

/** Where Twilio is to report what becomes of a channel's messages; null while this deployment has no public address. */
export function statusOf(settings: Pick<Settings, "PUBLIC_URL">, channel: string): ((message: string) => string) | null {
  return isPublic(settings.PUBLIC_URL) ? (message) => statusAddress(settings, written(channel), message) : null;
}
