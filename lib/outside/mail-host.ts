import { isIP } from "node:net";
import { ConfigurationError } from "#lib/model/errors.ts";
import { standings } from "./addresses.ts";
import { type Policy, standingOf } from "./request.ts";

/** Where a mail server may be asked, checked: connect to `address`, and expect the certificate of `host`. */
export interface MailHost {
  host: string;
  port: number;
  address: string;
  /** TLS from the first byte. */
  isImplicitTls: boolean;
  /** The address itself is private, whatever other ones the host has. */
  isPrivate: boolean;
}

const mailPorts = [25, 465, 587, 2525];

/** What an address such as smtp://user:password@host:587 may be reached at. Throws as `checkTarget` does. */
export async function checkMailHost(policy: Policy, address: string): Promise<MailHost> {
  const url = URL.parse(address);
  if (!url) throw new ConfigurationError("The mail server's address is no valid URL");
  if (url.protocol !== "smtp:" && url.protocol !== "smtps:")
    throw new ConfigurationError(`${url.protocol} addresses are not allowed for mail, only smtp: and smtps:`);
  const isImplicitTls = url.protocol === "smtps:";
  const port = Number(url.port || (isImplicitTls ? 465 : 587));
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const { addresses, isPublic } = await standingOf(policy, host);
  const first = addresses.find((one) => isIP(one) === 4) ?? addresses[0]; // mail servers are reached by IPv4 everywhere, by IPv6 not
  if (isPublic && !mailPorts.includes(port))
    throw new ConfigurationError(
      `${host} can only be reached on port ${mailPorts.join(", ")} (others: ALLOW_PRIVATE_TARGETS, for private addresses)`,
    );
  if (!first || isIP(first) === 0) throw new ConfigurationError(`${host} has no address`);
  return { host, port, address: first, isImplicitTls, isPrivate: standings(policy.allowPrivate)(first) === "freed" };
}
