import { lower } from "./format.ts";
import type { Hide, Layer } from "./placeholder.ts";

const address = /:\/\/[^\s"'<>`]+/g;
const goAddress = /(?<=^|[\s"'(=])([\w.-]{1,64}:)([^\s"']+)(?=@(?:tcp6?|udp|unix|pipe|cloudsql)\()/g;
const oracle = /(?<=:thin:[\w$#]{1,64}\/)[^\s@"']+(?=@)/g;
const encoded = /(?<=%3a%2f%2f[\w.-]{0,64}%3a)[^\s"'&]+?(?=%40)/gi;
const hostPort = /(?<=(?:^|[\s"'(=])[A-Za-z][\w.-]{0,63}:)[^\s@:/"'()]{3,}(?=@[\w.-]{1,100}:\d{2,5}(?!\d))/g;
const portFirst = /^[^:@/?#]*:(?!\d{1,5}(?:[/?#,]|$))/;

/** Credentials in addresses: the password goes, the host and a plain user name stay. */
export const userinfo: Layer = (text, hide) => {
  if (!text.includes("@") && !text.includes("%40")) return text;
  const plain = text.replace(address, (found) => `://${withoutCredentials(found.slice(3), hide)}`);
  const low = lower(plain);
  const secret = (value: string): string => hide("KEY", value);
  const go = low.includes("@") && low.includes("(") ? plain.replace(goAddress, (_, user: string, password: string) => user + secret(password)) : plain;
  const thin = low.includes(":thin:") ? go.replace(oracle, secret) : go;
  return (low.includes("%3a%2f%2f") ? thin.replace(encoded, secret) : thin).replace(hostPort, secret);
};

function withoutCredentials(rest: string, hide: Hide): string {
  const authority = rest.slice(0, end(rest, /[/?#\\]/));
  const strict = authority.lastIndexOf("@");
  const at = strict >= 0 ? strict : portFirst.test(rest) ? rest.lastIndexOf("@") : -1;
  if (at < 0) return rest;
  const colon = rest.indexOf(":");
  if (colon < 0 || colon > at) return tokenName(rest.slice(0, at), hide) + rest.slice(at);
  return `${tokenName(rest.slice(0, colon), hide)}:${hide("KEY", rest.slice(colon + 1, at))}${rest.slice(at)}`;
}

/** A name alone may be the secret itself: a token, the public half of a DSN. */
const tokenName = (name: string, hide: Hide): string => (name.length >= 16 && /\d/.test(name) ? hide("KEY", name) : name);

const end = (text: string, pattern: RegExp): number => {
  const at = text.search(pattern);
  return at < 0 ? text.length : at;
};
