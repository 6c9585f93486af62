import { lower } from "./lower.ts";
import type { Hide, Layer } from "./placeholder.ts";
import { looksRandom } from "./random.ts";

const address = /:\/\/[^\s"'<>`]+/g;
const goAddress = /(?<=^|[\s"'(=])([\w.-]{1,64}:)([^\s"']{1,200})(?=@(?:tcp6?|udp|unix|pipe|cloudsql)\()/g;
const oracle = /(?<=:thin:[\w$#]{1,64}\/)[^\s@"']+(?=@)/g;
const hostPort = /(?<=(?:^|[\s"'(=])[A-Za-z][\w.-]{0,63}:)[^\s@:/"'()]{3,}(?=@[\w.-]{1,100}:\d{2,5}(?!\d))/g;
const portFirst = /^[^:@/?#]*:(?!\d{1,5}(?:[/?#,]|$))/;

/** Credentials in addresses: the password goes, the host and a plain user name stay. */
export const userinfo: Layer = (text, hide) => {
  if (!text.includes("@")) return text;
  const plain = text.replace(address, (found) => `://${withoutCredentials(found.slice(3), hide)}`);
  const low = lower(plain);
  const secret = (value: string): string => hide("KEY", value);
  const go =
    low.includes("@") && low.includes("(")
      ? plain.replace(goAddress, (_, user: string, password: string) => user + secret(password))
      : plain;
  return (low.includes(":thin:") ? go.replace(oracle, secret) : go).replace(hostPort, secret);
};

function withoutCredentials(rest: string, hide: Hide): string {
  const at = endOfUserinfo(rest);
  if (at < 0) return rest;
  const colon = rest.indexOf(":");
  if (colon < 0 || colon > at) return tokenName(rest.slice(0, at), hide) + rest.slice(at);
  return `${tokenName(rest.slice(0, colon), hide)}:${hide("KEY", rest.slice(colon + 1, at))}${rest.slice(at)}`;
}

/** Passwords may hold a raw `@`, `/` or `:`; what follows the right `@` looks like a host. */
function endOfUserinfo(rest: string): number {
  const authority = rest.slice(0, first(rest, /[/?#\\]/));
  const strict = authority.lastIndexOf("@");
  if (strict < 0) return portFirst.test(rest) ? rest.lastIndexOf("@") : -1;
  if (/[.:[]|^localhost$/.test(authority.slice(strict + 1))) return strict;
  const later = rest.slice(0, first(rest, /[?#]/)).lastIndexOf("@");
  return /^@[\w-]{1,63}\.[\w.-]{1,200}/.test(rest.slice(later)) ? later : strict;
}

/** A name alone may be the secret itself: a token, the public half of a DSN. */
const tokenName = (name: string, hide: Hide): string =>
  name.length >= 16 && (/\d/.test(name) || looksRandom(name)) ? hide("KEY", name) : name;

const first = (text: string, pattern: RegExp): number => {
  const at = text.search(pattern);
  return at < 0 ? text.length : at;
};
