import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { ConfigurationError } from "#lib/model/errors.ts";

type Range = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];
const ranges = (written: readonly string[]): Range[] => written.map((range) => ipaddr.parseCIDR(range));

/** Everything that is not one host on the public internet; of IPv6 only 2000::/3 has been given out at all. */
const notPublic = ranges([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
  "::/3",
  "4000::/2",
  "8000::/1",
  "2001::/32",
  "2001:db8::/32",
  "2002::/16",
  "3fff::/20",
]);

/** Refused whatever is allowed: credentials of the machine itself, and addresses that only wrap another one. */
const never = ranges([
  "169.254.169.254/32",
  "169.254.170.2/32",
  "169.254.170.23/32",
  "100.100.100.200/32",
  "fd00:ec2::/32",
  "fd20:ce::254/128",
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "2002::/16",
  "::/96",
]);
const loopback6 = ranges(["::1/128"]);

const within = (address: ipaddr.IPv4 | ipaddr.IPv6, list: readonly Range[]): boolean =>
  list.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));

export type AllowPrivate = "none" | "all" | readonly string[];

/** `freed` is an address that is not public but allowed here. */
export type Standing = "public" | "freed" | "refused";

/** Says of an address (as `net` writes addresses) how it stands. Throws ConfigurationError when a range is not CIDR. */
export function standings(allowPrivate: AllowPrivate): (address: string) => Standing {
  const allowed = typeof allowPrivate === "string" ? [] : readRanges(allowPrivate);
  return (written) => {
    if (isIP(written) === 0) return "refused";
    const address = ipaddr.process(written); // unwraps IPv4 in IPv6
    if (within(address, never) && !within(address, loopback6)) return "refused";
    if (!within(address, notPublic)) return "public";
    return allowPrivate === "all" || within(address, allowed) ? "freed" : "refused";
  };
}

function readRanges(written: readonly string[]): Range[] {
  const wrong = written.find((range) => !ipaddr.isValidCIDR(range));
  if (wrong !== undefined)
    throw new ConfigurationError(
      `ALLOW_PRIVATE_TARGETS: "${wrong.slice(0, 60)}" is no range of addresses; write it like 10.0.0.0/8`,
    );
  return ranges(written);
}
