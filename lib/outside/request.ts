import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { Client, type Dispatcher } from "undici";
import { AppError, BadInput, Busy, ConfigurationError, Unanswered } from "#lib/model/errors.ts";
import { type AllowPrivate, standings } from "./addresses.ts";

export interface Policy {
  /** `all` or CIDR ranges free private addresses, and there also plain http and every port. */
  allowPrivate: AllowPrivate;
  resolve?: (host: string) => Promise<readonly string[]>;
}

export interface OutsideRequest {
  url: string;
  method?: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** For everything together: name, connection, answer and its last byte. */
  timeoutMs: number;
  maxBytes: number;
  /** Of an answer longer than `maxBytes` reads the beginning only; without it such an answer is refused. */
  larger?: "cut";
  signal?: AbortSignal;
}

export interface OutsideReply {
  status: number;
  /** Names in lower case; repeated ones joined with ", ". */
  headers: Readonly<Record<string, string>>;
  bytes: Uint8Array;
  /** It came from a private address that ALLOW_PRIVATE_TARGETS frees: its words are for nobody outside. */
  isPrivate?: boolean;
  text(): string;
}

interface Target {
  url: URL;
  addresses: { address: string; family: number }[];
  isPrivate: boolean;
}

/**
 * The only way out. Connects to an address that was checked, never follows a redirect, and answers whatever status came.
 * Throws ConfigurationError for a target that is not allowed, Busy for one that cannot be reached in time, Unanswered for one that was and
 * did not answer, BadInput for too large an answer.
 */
export async function outsideRequest(policy: Policy, request: OutsideRequest): Promise<OutsideReply> {
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  let isConnected = false;
  try {
    signal.throwIfAborted();
    const target = await unlessAborted(signal, checkTarget(policy, request.url));
    return await send(target, request, signal, () => {
      isConnected = true;
    });
  } catch (error) {
    if (request.signal?.aborted) throw request.signal.reason;
    const host = URL.parse(request.url)?.host ?? "";
    throw toAppError(error, host, { timedOutAfterMs: timeout.aborted ? request.timeoutMs : null, isConnected });
  }
}

/** What a URL may be reached at; throws as `outsideRequest` does. For checking an address when it is saved. */
export async function checkTarget(policy: Policy, address: string): Promise<Target> {
  const url = URL.parse(address);
  if (!url) throw new ConfigurationError("The address is no valid URL");
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw new ConfigurationError(`${url.protocol} addresses are not allowed, only https:`);
  if (url.username !== "" || url.password !== "")
    throw new ConfigurationError(`The address of ${url.host} must not hold a user name or password`);
  const ordinary = url.protocol === "https:" && (url.port === "" || url.port === "8443");
  const notOrdinary = new ConfigurationError(
    `${url.host} can only be reached by https on port 443 or 8443 (others: ALLOW_PRIVATE_TARGETS, for private addresses)`,
  );
  if (!ordinary && policy.allowPrivate === "none") throw notOrdinary;

  const { addresses, isPrivate, isPublic } = await standingOf(policy, url.hostname.replace(/^\[|\]$/g, ""));
  if (!ordinary && isPublic) throw notOrdinary;
  return { url, addresses: addresses.map((one) => ({ address: one, family: isIP(one) })), isPrivate };
}

/** The addresses of a host, none of them refused; `isPublic` and `isPrivate` may both be so. */
export async function standingOf(
  { allowPrivate, resolve = resolveBySystem }: Policy,
  host: string,
): Promise<{ addresses: readonly string[]; isPrivate: boolean; isPublic: boolean }> {
  const addresses = isIP(host) ? [host] : await resolve(host);
  const standing = addresses.map(standings(allowPrivate));
  const written = isIP(host) === 6 ? `[${host}]` : host;
  if (addresses.length === 0) throw new Busy(`${written} has no address`);
  if (standing.includes("refused")) {
    const isNever = addresses.some((one) => standings("all")(one) === "refused");
    const mend = isNever ? "nothing can allow it" : "ALLOW_PRIVATE_TARGETS can allow it";
    throw new ConfigurationError(`${written} is at an address that is not public; ${mend}`);
  }
  return { addresses, isPrivate: standing.includes("freed"), isPublic: standing.includes("public") };
}

async function resolveBySystem(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true });
  return found.map(({ address }) => address);
}

async function send(
  { url, addresses, isPrivate }: Target,
  request: OutsideRequest,
  signal: AbortSignal,
  connected: () => void,
): Promise<OutsideReply> {
  const client = new Client(url.origin, {
    pipelining: 0, // one connection, one request: nothing is reused that was checked for another
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: request.timeoutMs,
      lookup: (_host, { all }, done) =>
        all ? done(null, addresses) : done(null, addresses[0]?.address ?? "", addresses[0]?.family),
    },
  });
  client.once("connect", connected);
  try {
    const reply = await client.request({
      path: `${url.pathname}${url.search}`,
      method: request.method ?? "GET",
      headers: { "user-agent": "verdict", "accept-encoding": "identity", ...request.headers },
      body: request.body ?? null,
      signal,
    });
    const bytes = await readUpTo(request, reply.body, url.host);
    const text = (): string => new TextDecoder().decode(bytes);
    return { status: reply.statusCode, headers: flat(reply.headers), bytes, isPrivate, text };
  } finally {
    client.destroy().catch(() => {}); // a connection that ends badly is still ended
  }
}

type Body = Dispatcher.ResponseData["body"];
type Limit = Pick<OutsideRequest, "maxBytes" | "larger">;

async function readUpTo({ maxBytes, larger }: Limit, body: Body, host: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    chunks.push(chunk);
    if (size <= maxBytes) continue;
    if (larger === "cut") break;
    throw new BadInput(`${host} answered more than ${maxBytes} bytes; the rest was not read`);
  }
  return Buffer.concat(chunks, Math.min(size, maxBytes));
}

function flat(headers: Dispatcher.ResponseData["headers"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );
}

async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

const certificate = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

type Ended = { timedOutAfterMs: number | null; isConnected: boolean };

function toAppError(error: unknown, host: string, { timedOutAfterMs, isConnected }: Ended): AppError {
  if (error instanceof AppError) return error;
  const Passing = isConnected ? Unanswered : Busy;
  if (timedOutAfterMs !== null) return new Passing(`${host} did not answer within ${timedOutAfterMs / 1000} s`);
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "unknown error";
  if (code === "UND_ERR_INVALID_ARG")
    return new ConfigurationError(`The request to ${host} holds a header, path or method that cannot be sent`);
  if (certificate.test(code)) return new ConfigurationError(`${host} has no certificate that can be trusted (${code})`);
  return new Passing(`${host} cannot be reached (${code})`);
}
