import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerTo, type Endpoint, type SentryState, sentryState } from "#lib/cli/demo/sentry-api.ts";
import { sign } from "#lib/sentry/verify.ts";

export type { Endpoint };

/** A scripted answer; `hang` never answers, `reset` closes the connection, `huge` sends 11 MB, `html` a page instead of JSON. */
export type Scripted = { status: number; headers?: Record<string, string>; body?: unknown } | "hang" | "reset" | "huge" | "html";

export interface SentryStandIn extends SentryState {
  url: string;
  /** The next answers of an endpoint, one each, ahead of its tables. */
  script(endpoint: Endpoint, ...answers: Scripted[]): void;
  /** What was asked, in order. */
  requests: { method: string; path: string }[];
  close(): Promise<void>;
}

/** Sentry's API as far as it is read and written, on a port of its own. */
export async function startSentry(given: Partial<SentryState> = {}): Promise<SentryStandIn> {
  const scripts = new Map<Endpoint, Scripted[]>();
  const server = createServer(async (request, response) => send(response, await decide(standIn, scripts, request)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const standIn: SentryStandIn = {
    ...sentryState(given),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    script: (endpoint, ...answers) => void scripts.set(endpoint, [...(scripts.get(endpoint) ?? []), ...answers]),
    requests: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
}

/** What to answer a request: what is scripted, else what Sentry would. */
async function decide(standIn: SentryStandIn, scripts: Map<Endpoint, Scripted[]>, request: IncomingMessage): Promise<Scripted> {
  const { method = "", url = "/", headers } = request;
  standIn.requests.push({ method, path: url });
  const body = await text(request);
  const asked = { method, pathname: new URL(url, standIn.url).pathname, authorization: headers.authorization, body };
  return answerTo<Scripted>(standIn, asked, (endpoint) => scripts.get(endpoint)?.shift());
}

function send(response: ServerResponse, scripted: Scripted): void {
  if (scripted === "hang") return;
  if (scripted === "reset") response.socket?.destroy();
  else if (scripted === "html") response.writeHead(200, { "content-type": "text/html" }).end("<html>Sign in</html>");
  else if (scripted === "huge")
    response.writeHead(200, { "content-type": "application/json" }).end(`"${"x".repeat(11 * 2 ** 20)}"`);
  else
    response
      .writeHead(scripted.status, { "content-type": "application/json", ...scripted.headers })
      .end(JSON.stringify(scripted.body ?? {}));
}

export interface Delivery {
  body: Buffer;
  headers: Record<string, string>;
}

/** A webhook as Sentry sends it: Python's JSON (everything beyond ASCII escaped), signed over exactly these bytes. */
export function signedDelivery(given: {
  resource: string;
  body: unknown;
  secret: string;
  headers?: Record<string, string>;
}): Delivery {
  const json = typeof given.body === "string" ? given.body : JSON.stringify(given.body);
  const ascii = json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const body = Buffer.from(ascii);
  return {
    body,
    headers: {
      "content-type": "application/json",
      "request-id": randomUUID().replaceAll("-", ""),
      "sentry-hook-resource": given.resource,
      "sentry-hook-timestamp": String(Math.floor(Date.now() / 1000)),
      "sentry-hook-signature": sign(body, given.secret),
      ...given.headers,
    },
  };
}
