import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sign } from "#lib/sentry/verify.ts";

export type Endpoint = "event" | "issue" | "issues";

/** A scripted answer; `hang` never answers, `reset` closes the connection, `huge` sends 11 MB, `html` a page instead of JSON. */
export type Scripted = { status: number; headers?: Record<string, string>; body?: unknown } | "hang" | "reset" | "huge" | "html";

export interface SentryStandIn {
  url: string;
  org: string;
  token: string;
  /** Latest events and issues by issue id: what is answered when nothing is scripted. */
  events: Map<string, unknown>;
  issues: Map<string, unknown>;
  /** The next answers of an endpoint, one each, ahead of its tables. */
  script(endpoint: Endpoint, ...answers: Scripted[]): void;
  /** What was asked, in order. */
  requests: { method: string; path: string }[];
  /** What Sentry would never have been sent by a correct client: wrong methods, unknown paths. */
  faults: string[];
  close(): Promise<void>;
}

const paths: readonly { endpoint: Endpoint; form: RegExp }[] = [
  { endpoint: "event", form: /^\/api\/0\/organizations\/(?<org>[\w-]+)\/issues\/(?<id>[\w-]+)\/events\/latest\/$/ },
  { endpoint: "issue", form: /^\/api\/0\/organizations\/(?<org>[\w-]+)\/issues\/(?<id>[\w-]+)\/$/ },
  { endpoint: "issues", form: /^\/api\/0\/organizations\/(?<org>[\w-]+)\/issues\/$/ },
];

/** Sentry's API as far as it is read, on a port of its own. */
export async function startSentry({ org = "harbor", token = "sntrys_standin" } = {}): Promise<SentryStandIn> {
  const scripts = new Map<Endpoint, Scripted[]>();
  const server = createServer((request, response) => send(response, decide(standIn, scripts, request)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const standIn: SentryStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    org,
    token,
    events: new Map(),
    issues: new Map(),
    script: (endpoint, ...answers) => void scripts.set(endpoint, [...(scripts.get(endpoint) ?? []), ...answers]),
    requests: [],
    faults: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return standIn;
}

/** What to answer a request; notes what no correct client would have asked. */
function decide(standIn: SentryStandIn, scripts: Map<Endpoint, Scripted[]>, { method, url, headers }: IncomingMessage): Scripted {
  const { pathname } = new URL(url ?? "/", standIn.url);
  standIn.requests.push({ method: method ?? "", path: url ?? "" });
  const found = paths
    .flatMap(({ endpoint, form }) => ({ endpoint, groups: form.exec(pathname)?.groups }))
    .find(({ groups }) => groups);
  if (!found?.groups) standIn.faults.push(`no such path: ${pathname}`);
  if (method !== "GET") standIn.faults.push(`no such method: ${method}`);
  if (headers.authorization !== `Bearer ${standIn.token}`) return { status: 401, body: { detail: "Invalid token" } };
  if (!found?.groups || method !== "GET" || found.groups.org !== standIn.org) return missing;

  const scripted = scripts.get(found.endpoint)?.shift();
  if (scripted !== undefined) return scripted;
  if (found.endpoint === "issues") return { status: 200, body: [...standIn.issues.values()] };
  const table = found.endpoint === "event" ? standIn.events : standIn.issues;
  const body = table.get(found.groups.id ?? "");
  return body === undefined ? missing : { status: 200, body };
}

const missing = {
  status: 404,
  body: { detail: "No matching event found, try changing the environments, date range, or query." },
};

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
