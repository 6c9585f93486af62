import { subscribe } from "node:diagnostics_channel";
import { type IncomingMessage, Server, type ServerResponse } from "node:http";
import type { ListenOptions, Socket } from "node:net";
import { stampPeers } from "#lib/auth/peer.ts";
import { acceptMany } from "./accept.ts";
import "./tied.ts";

/** Loaded before Next, whose server has no settings for these: who is slow is cut off, and who is answered last is let go. */
const limits = {
  headersTimeout: 8_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 65_000, // proxies keep theirs for 60 s: who closes first must not be we, or a request on its way is lost
};
const lastAnswersMs = 8000;
/** Browsers open connections ahead of need: one on which nothing came in this time carries no request. */
const silentMs = 1000;

const sockets = new Set<Socket>();
const unanswered = new Set<ServerResponse>();
let stopping = false;

function lastAnswer(response: ServerResponse): void {
  response.shouldKeepAlive = false;
}

/** Those without a request. */
function endUnused(server: Server): void {
  server.closeIdleConnections();
  for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
}

subscribe("tracing:net.server.listen:asyncStart", (message) => {
  const { server, options } = message as { server?: unknown; options: ListenOptions };
  if (!(server instanceof Server)) return;
  Object.assign(server, limits);
  acceptMany(server, options);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  process.once("SIGTERM", () => {
    stopping = true;
    process.once("exit", () => {
      process.exitCode = 0; // Next says 143 although all went as asked
    });
    unanswered.forEach(lastAnswer);
    setTimeout(endUnused, silentMs, server).unref();
    setTimeout(() => server.closeAllConnections(), lastAnswersMs).unref(); // event streams never end by themselves
  });
});

/** Next fails on a path whose percent signs are no escapes, before any page could say that it knows no such path. */
function mendPath(request: IncomingMessage): void {
  try {
    decodeURIComponent(request.url ?? "");
  } catch {
    request.url = request.url?.replaceAll("%", "%25");
  }
}

subscribe("http.server.request.start", (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  mendPath(request);
  unanswered.add(response);
  response.once("close", () => unanswered.delete(response));
  if (stopping) lastAnswer(response);
});

stampPeers(process.env.TRUSTED_PROXIES);
