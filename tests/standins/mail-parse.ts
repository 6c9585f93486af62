/** A mail as it came over the wire, read by the rules of RFC 5322, 2045 and 2047 as far as they are used here. */
export interface ParsedMail {
  /** Name in lower case → its values, unfolded and decoded. */
  headers: Map<string, string[]>;
  /** Type → decoded text. */
  parts: Map<string, string>;
}

const word = /=\?(?<charset>[\w-]+)\?(?<how>[QB])\?(?<data>[^?]*)\?=/gi;

const quoted = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

const decodeWord = (how: string, data: string): Buffer =>
  how.toUpperCase() === "B" ? Buffer.from(data, "base64") : quoted(data.replaceAll("_", " "));

const decodeHeader = (value: string): string => {
  const joined = value.replace(/(\?=)\s+(=\?)/g, "$1$2");
  let bytes: Buffer[] = [];
  let out = "";
  let last = 0;
  const flush = (): void => {
    out += Buffer.concat(bytes).toString("utf8");
    bytes = [];
  };
  for (const found of joined.matchAll(word)) {
    if (found.index > last) {
      flush();
      out += joined.slice(last, found.index);
    }
    bytes.push(decodeWord(found.groups!.how!, found.groups!.data!));
    last = found.index + found[0].length;
  }
  flush();
  return out + joined.slice(last);
};

function split(raw: string): { headers: Map<string, string[]>; body: string } {
  const end = raw.indexOf("\r\n\r\n");
  const headers = new Map<string, string[]>();
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")) {
    const at = line.indexOf(":");
    const name = line.slice(0, at).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), decodeHeader(line.slice(at + 1).trim())]);
  }
  return { headers, body: raw.slice(end + 4) };
}

function textOf(headers: Map<string, string[]>, body: string): string {
  const how = headers.get("content-transfer-encoding")?.[0]?.toLowerCase() ?? "7bit";
  if (how === "base64") return Buffer.from(body, "base64").toString("utf8");
  return (how === "quoted-printable" ? quoted(body) : Buffer.from(body, "latin1")).toString("utf8");
}

function partsOf(headers: Map<string, string[]>, body: string): [string, string][] {
  const type = headers.get("content-type")?.[0] ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (!boundary) return [[type.split(";")[0]!.trim(), textOf(headers, body)]];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((part) => {
      const inner = split(part.replace(/^\r\n/, ""));
      return partsOf(inner.headers, inner.body.replace(/\r\n$/, ""));
    });
}

export function parseMail(raw: string): ParsedMail {
  const { headers, body } = split(raw);
  return { headers, parts: new Map(partsOf(headers, body)) };
}

const known = [
  ...["from", "to", "subject", "message-id", "date", "mime-version", "content-type", "content-transfer-encoding"],
  ...["auto-submitted", "x-auto-response-suppress", "in-reply-to", "references"],
  ...["x-priority", "x-msmail-priority", "importance"],
];
const needed = ["from", "to", "subject", "message-id", "date", "mime-version", "content-type", "auto-submitted"];
const idForm = /^<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9.-]+>$/;

/** What a careful mail program would not send, or a careful server not take. */
export function mailFaults(raw: string, from: string): string[] {
  const { headers, parts } = parseMail(raw);
  const faults: string[] = [];
  if (/(?<!\r)\n|\r(?!\n)/.test(raw)) faults.push("a bare CR or LF");
  if (raw.split("\r\n").some((line) => line.length > 998)) faults.push("a line of more than 998 bytes");
  if (/[^\x09\x0a\x0d\x20-\x7e]/.test(raw)) faults.push("bytes beyond ASCII");
  for (const [name, values] of headers) {
    if (!known.includes(name)) faults.push(`an unforeseen header ${name}`);
    if (values.length > 1) faults.push(`${name} ${values.length} times`);
  }
  for (const name of needed) if (!headers.get(name)?.[0]) faults.push(`no ${name}`);
  if (!headers.get("from")?.[0]?.includes(from)) faults.push(`from ${headers.get("from")?.[0]}`);
  for (const name of ["message-id", "in-reply-to"])
    for (const id of headers.get(name) ?? []) if (!idForm.test(id)) faults.push(`${name} is ${id}`);
  for (const id of headers.get("references")?.[0]?.split(" ") ?? []) if (!idForm.test(id)) faults.push(`references ${id}`);
  if ((headers.get("subject")?.[0]?.length ?? 0) > 170) faults.push("a subject of more than 170 characters");
  if (!parts.get("text/plain") || !parts.get("text/html")) faults.push("not both as text and as HTML");
  const html = parts.get("text/html") ?? "";
  if (/<(?:script|img|iframe|link|form|object|svg)\b|javascript:|\son\w+=/i.test(html.replace(/>[^<]*</g, "><")))
    faults.push("active or remote things in the HTML");
  return faults;
}
