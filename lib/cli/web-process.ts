import { subscribe } from "node:diagnostics_channel";
import { Server, type ServerResponse } from "node:http";

/** Loaded before Next, whose server has no settings for these: who is slow is cut off, and who is answered last is let go. */
const limits = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 2000 };
const lastAnswersMs = 8000;

const unanswered = new Set<ServerResponse>();
let stopping = false;

function lastAnswer(response: ServerResponse): void {
  response.shouldKeepAlive = false;
}

subscribe("tracing:net.server.listen:asyncStart", (message) => {
  const { server } = message as { server?: unknown };
  if (!(server instanceof Server)) return;
  Object.assign(server, limits);
  process.once("SIGTERM", () => {
    stopping = true;
    unanswered.forEach(lastAnswer);
    setTimeout(() => server.closeAllConnections(), lastAnswersMs).unref(); // event streams never end by themselves
  });
});

subscribe("http.server.request.start", (message) => {
  const { response } = message as { response: ServerResponse };
  unanswered.add(response);
  response.once("close", () => unanswered.delete(response));
  if (stopping) lastAnswer(response);
});

process.once("disconnect", () => process.kill(process.pid, "SIGTERM")); // the supervisor is gone
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined); // nowhere to write is no reason to end
