import { setTimeout as pauseFor } from "node:timers/promises";
import { BadInput, Busy, ConfigurationError, NotFound } from "#lib/model/errors.ts";
import { parseBody, tooDeep } from "./json.ts";
import { afterMs, quotaPauseMs } from "./limits.ts";
import { crowd, type Pace, pace } from "./pace.ts";
import { identifier, object, text } from "./reshape/wire.ts";

export interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  text(): string;
}

export type Method = "GET" | "POST" | "PUT";

export interface CallOptions {
  baseUrl: string;
  token: string;
  /** The one function for outgoing requests. */
  request: (request: {
    url: string;
    method: Method;
    headers: Record<string, string>;
    body?: string;
    timeoutMs: number;
    maxBytes: number;
  }) => Promise<Reply>;
  clock: () => Date;
  pause?: (ms: number) => Promise<unknown>;
}

export interface Endpoint {
  name: string;
  scope: string;
  pace: Pace;
}

/** Asks Sentry within its limits. Throws NotFound, Busy (with when to come again), ConfigurationError (with what to change) or BadInput. */
export interface Caller {
  endpoint(name: string, perSecond: number, scope: string): Endpoint;
  call(at: Endpoint, method: Method, path: string, body?: object): Promise<unknown>;
}

const timeoutMs = 15_000;
const maxBytes = 10 * 2 ** 20;
const atOnce = 5;

export function sentryCaller({ baseUrl, token, request, clock, pause = pauseFor }: CallOptions): Caller {
  const root = `${baseUrl.replace(/\/{1,10}$/, "")}/api/0/`;
  const now = (): number => clock().getTime();
  const place = crowd(atOnce);
  const headers = { authorization: `Bearer ${token}`, accept: "application/json" };
  return {
    endpoint: (name, perSecond, scope) => ({ name, scope, pace: pace(perSecond, now, pause) }),
    call: (at, method, path, body) =>
      place(async () => {
        await at.pace.turn();
        const sent = body && { headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
        const reply = await request({ url: root + path, method, headers, ...sent, timeoutMs, maxBytes });
        at.pace.hold(reply.status === 429 ? afterMs(reply.headers, now()) : quotaPauseMs(reply.headers, now()));
        return bodyOf(reply, at, now());
      }),
  };
}

/** A slug or id as a part of a path. */
export function part(value: string): string {
  if (identifier.safeParse(value).data == null) throw new BadInput("This is no slug or id of Sentry's");
  return value;
}

function bodyOf(reply: Reply, { name, scope }: Endpoint, now: number): unknown {
  const { status } = reply;
  if (status === 429) throw new Busy(`Sentry's rate limit for ${name} is used up`, afterMs(reply.headers, now));
  if (status === 408 || status >= 500) throw new Busy(`Sentry answered ${status}`);
  if (status === 401)
    throw new ConfigurationError(
      "Sentry refuses the token (401): it is wrong, expired or revoked. Make a new one in the integration's page and set SENTRY_AUTH_TOKEN",
    );
  if (status === 403)
    throw new ConfigurationError(
      `The token lacks the permission ${scope} (403): add it in the integration's page under Permissions`,
    );
  if (status === 404) throw new NotFound(`Sentry has no such thing under ${name}`);
  if (status === 400) throw new BadInput(`Sentry refused what was sent under ${name} (400)${detailOf(reply)}`);
  if (status !== 200 && status !== 201) throw new ConfigurationError(`Sentry answered ${status}: check SENTRY_BASE_URL`);
  const said = reply.text();
  if (tooDeep(said)) throw new BadInput("Sentry's answer is nested too deeply");
  try {
    return parseBody(said);
  } catch {
    throw new ConfigurationError("What answers at SENTRY_BASE_URL is not Sentry's API: no JSON came");
  }
}

/** What a refusal says, so far as it is a sentence. */
function detailOf(reply: Reply): string {
  try {
    const detail = text.parse(object.parse(JSON.parse(reply.text().slice(0, 10_000))).detail);
    return detail ? `: ${detail.slice(0, 200)}` : "";
  } catch {
    return "";
  }
}
