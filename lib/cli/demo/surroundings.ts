import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { completion } from "./llm.ts";
import { answerTo, type SentryState } from "./sentry-api.ts";

/** Everything that Verdict talks to, on this machine alone: Sentry's API, a provider of models, Slack, and a receiver of webhooks. */
export interface Surroundings {
  url: string;
  /** How often somebody was told. */
  told: { slack: number; webhook: number };
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body: unknown;
}
type Neighbour = (request: {
  method: string;
  pathname: string;
  body: string;
  headers: IncomingMessage["headers"];
}) => Promise<Answer>;

const found = (body: unknown): Answer => ({ status: 200, body });
const thinkingMs = 180;

/** Who answers under which path. */
function neighboursOf(sentry: SentryState, told: Surroundings["told"]): [RegExp, Neighbour][] {
  let calls = 0;
  const api: Neighbour = async ({ headers, ...asked }) =>
    answerTo<Answer>(sentry, { ...asked, authorization: headers.authorization }, () => undefined);
  const model: Neighbour = async ({ body }) => {
    const call = ++calls;
    await pause(thinkingMs + (call % 5) * 90);
    return found(completion(body, call));
  };
  const webhook: Neighbour = async () => {
    told.webhook++;
    return { status: 204, body: undefined };
  };
  return [
    [/^\/api\/0\//, api],
    [/^\/api\/(?:chat|auth|conversations)\./, async ({ pathname }) => slack(pathname, told)],
    [/^\/v1\/chat\/completions$/, model],
    [/^\/v1\/models/, async () => found({ object: "list", data: [] })],
    [/^\/alerts$/, webhook],
  ];
}

export async function startSurroundings(sentry: SentryState): Promise<Surroundings> {
  const told = { slack: 0, webhook: 0 };
  const neighbours = neighboursOf(sentry, told);
  const server = createServer((request, response) => void respond(neighbours, request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    told,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function slack(pathname: string, told: Surroundings["told"]): Answer {
  if (pathname.endsWith("chat.postMessage")) told.slack++;
  return found({ ok: true, channel: "C0DEMO", ts: `17900${String(10_000 + told.slack)}.000100`, team: "Demo", user: "verdict" });
}

async function respond(neighbours: [RegExp, Neighbour][], request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const neighbour = neighbours.find(([form]) => form.test(pathname))?.[1];
    const asked = { method: request.method ?? "GET", pathname, body: await text(request), headers: request.headers };
    const { status, body } = neighbour ? await neighbour(asked) : { status: 404, body: { detail: "Nobody lives here." } };
    response.writeHead(status, { "content-type": "application/json", "x-request-id": "req_demo" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  } catch {
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}
