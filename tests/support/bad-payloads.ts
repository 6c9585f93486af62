import { createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { errorBody } from "./webhooks.ts";

const Case = z.object({
  id: z.string(),
  name: z.string(),
  method: z.string(),
  headers: z.record(z.string(), z.string().nullable()),
  sign: z.string(),
  body: z.string().nullable(),
  body_gen: z.string().nullable(),
  expect_status: z.number(),
  also_ok: z.array(z.number()),
  error_code: z.string().nullable(),
  stored: z.string(),
});
export type Case = z.infer<typeof Case>;

export const cases = readFileSync(new URL("../fixtures/bad_payloads.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => Case.parse(JSON.parse(line)));

const limit = 5 * 2 ** 20;
export type Secrets = Record<"current" | "previous" | "expired" | "other", string>;

/** A valid delivery that nobody has sent yet. */
const valid = (): string =>
  JSON.stringify(errorBody({ value: "Error code: 429 - title stands here" }))
    .replace('"action":"created"', '"action":"triggered"')
    .replace('"error":', '"event":');

const nest = (depth: number): object => Array.from({ length: depth }).reduce<object>((inner) => ({ a: inner }), {});

/** The tools that the generating expressions of the table are written with. */
function bodyOf({ body, body_gen }: Case): Buffer {
  const V = valid();
  if (body_gen === null)
    return Buffer.from(
      body === "V"
        ? V
        : body === "V pretty-printed"
          ? JSON.stringify(JSON.parse(V), null, 2)
          : body?.startsWith("V with")
            ? V.replace("5b0f7d1e-2c6a-4d8f-9a3b-7e1c4f602d95", "00000000-0000-0000-0000-000000000000")
            : (body ?? ""),
    );
  const inEvent = (change: (event: Record<string, unknown>) => void): string => {
    const parsed = JSON.parse(V) as { data: { event: Record<string, unknown> } };
    change(parsed.data.event);
    return JSON.stringify(parsed);
  };
  const context = {
    V,
    LIMIT: limit,
    Buffer,
    IDX_IN_TITLE: Buffer.from(V).indexOf("title stands here"),
    padTo: (text: string, size: number) => text.padEnd(size, " "),
    splice: (text: string, at: number, bytes: number[]) =>
      Buffer.concat([Buffer.from(text).subarray(0, at), Buffer.from(bytes), Buffer.from(text).subarray(at)]),
    gzip: (data: Buffer | string) => gzipSync(data),
    nest,
    manyKeys: (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`key${i}`, i])),
    withContext: (_: string, value: unknown) => inEvent((event) => Object.assign(event, { contexts: { deep: value } })),
    withTitle: (_: string, title: string) => inEvent((event) => Object.assign(event, { title })),
    withMessage: (_: string, message: string) => inEvent((event) => Object.assign(event, { message, exception: null })),
    randomAscii: (n: number) => randomBytes(n).toString("base64").slice(0, n),
  };
  return Buffer.from(vm.runInNewContext(body_gen, context) as Buffer | string);
}

const hmac = (secret: string, bytes: Uint8Array, algorithm = "sha256"): string =>
  createHmac(algorithm, secret).update(bytes).digest("hex");

/** The signature headers a case sends; several when it sends several. */
function signatures({ sign }: Case, bytes: Buffer, secrets: Secrets): string[] {
  const [kind = "", rest = ""] = sign.split(/:(.*)/s);
  const right = hmac(secrets.current, bytes);
  if (kind === "none") return [];
  if (kind === "literal") return [rest];
  if (kind === "truncate") return [right.slice(0, Number(rest))];
  if (kind === "prefix") return [rest + right];
  if (kind === "secret") return [hmac(rest === "empty" ? "" : secrets[rest as keyof Secrets], bytes)];
  if (kind === "alg") return [hmac(secrets.current, bytes, rest)];
  if (kind === "valid,+literal") return [right, rest];
  if (sign === "of:original") return [hmac(secrets.current, Buffer.from(JSON.stringify(JSON.parse(bytes.toString()))))];
  if (sign === "of:empty") return [hmac(secrets.current, Buffer.alloc(0))];
  return [right];
}

export interface Prepared {
  head: string;
  body: Buffer;
}

/** The request of a case, byte by byte: no client would send some of these. */
export function prepare(given: Case, host: string, secrets: Secrets): Prepared {
  const signed = bodyOf(given);
  const body =
    given.sign === "valid-then-append:\n" || given.sign.startsWith("valid-then-append")
      ? Buffer.concat([signed, Buffer.from("\n")])
      : signed;
  const named = Object.fromEntries(Object.entries(given.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const chunked = named["transfer-encoding"] === "chunked";
  const declared = named["content-length"]?.startsWith("+")
    ? String(body.length + Number(named["content-length"]))
    : named["content-length"];
  const base: Record<string, string | null> = {
    host,
    "content-type": "application/json",
    "request-id": randomBytes(16).toString("hex"),
    "sentry-hook-resource": "event_alert",
    "sentry-hook-timestamp": String(Math.floor(Date.now() / 1000)),
    connection: "close",
    ...named,
    "content-length": declared ?? (chunked ? null : String(body.length)),
  };
  const lines = Object.entries(base).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [`${name}: ${value}`],
  );
  const head = [
    `${given.method} /api/sentry/webhook HTTP/1.1`,
    ...lines,
    ...signatures(given, signed, secrets).map((signature) => `sentry-hook-signature: ${signature}`),
  ].join("\r\n");
  return { head: `${head}\r\n\r\n`, body: chunked && !declared ? inChunks(body) : body };
}

const inChunks = (body: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n0\r\n\r\n")]);

/** Sends it and reads the status line and headers; status 0 means the server closed the connection without an answer. */
export function sendRaw(port: number, { head, body }: Prepared, limitMs = 40_000): Promise<{ status: number; text: string }> {
  return new Promise((done) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(head);
      socket.write(body);
    });
    const finish = (): void => {
      socket.destroy();
      done({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text });
    };
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    socket.on("end", finish).on("close", finish).on("error", finish);
    socket.setTimeout(limitMs, finish);
  });
}
