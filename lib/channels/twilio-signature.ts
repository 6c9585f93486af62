import { createHmac, timingSafeEqual } from "node:crypto";

const defaultPorts: Readonly<Record<string, string>> = { "https:": ":443", "http:": ":80" };

/** The address as it was given, and as Twilio writes it where it adds or leaves out the port. */
function spellings(address: string): string[] {
  const {
    scheme = "",
    host = "",
    port = "",
    rest = "",
  } = /^(?<scheme>https?:)\/\/(?<host>\[[^\]]*\]|[^/:?#]*)(?<port>:\d{1,5})?(?<rest>.*)$/s.exec(address)?.groups ?? {};
  return [...new Set([address, `${scheme}//${host}${rest}`, `${scheme}//${host}${port || defaultPorts[scheme]}${rest}`])];
}

/** Name and value of each field, by the names' order; of a name that comes twice each value once. */
function fieldsOf(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort();
  return names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => `${name}${value}`)).join("");
}

interface Signed {
  /** Where it was to be sent. */
  address: string;
  form: URLSearchParams;
  /** Base64 of an HMAC-SHA1. */
  signature: string | null;
}

/** Which of the tokens signed this form for this address. Takes as long for a forgery as for the real thing. */
export function twilioSigners({ address, form, signature }: Signed, tokens: readonly { id: string; token: string }[]): string[] {
  const isWritten = signature !== null && /^[A-Za-z0-9+/]{27}=$/.test(signature);
  const given = isWritten ? Buffer.from(signature, "base64") : Buffer.alloc(20);
  const fields = fieldsOf(form);
  const signing = tokens.filter(({ token }) => {
    const own = spellings(address).map((url) => createHmac("sha1", token).update(`${url}${fields}`, "utf8").digest());
    return own.filter((each) => timingSafeEqual(each, given)).length > 0 && token !== "";
  });
  return isWritten ? signing.map(({ id }) => id) : [];
}
