import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";

/** Loaded into `next start` before Next itself, which offers no settings for these. */
const limits = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 2000 };
const lastRequestsMs = 8000;

subscribe("tracing:net.server.listen:asyncStart", (message) => {
  const { server } = message as { server?: unknown };
  if (!(server instanceof Server)) return;
  Object.assign(server, limits);
  process.once("SIGTERM", () => {
    setTimeout(() => server.closeAllConnections(), lastRequestsMs).unref(); // event streams never end by themselves
  });
});

process.once("disconnect", () => process.kill(process.pid, "SIGTERM")); // the supervisor is gone
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined); // nowhere to write is no reason to end
