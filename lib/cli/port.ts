import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { ConfigurationError } from "#lib/model/errors.ts";
import { readSettings, type Settings } from "#lib/pipeline/settings.ts";
import { environment } from "./environment.ts";
import { say } from "./program.ts";

type Probe = { port: number } | { code: string };

function probe(host: string, port: number): Promise<Probe> {
  return new Promise((done) => {
    const server = createServer().once("error", (error: NodeJS.ErrnoException) => done({ code: error.code ?? error.message }));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => done({ port: typeof address === "object" && address ? address.port : port }));
    });
  });
}

async function freeNear(host: string, port: number): Promise<number | undefined> {
  for (let next = port + 1; next <= Math.min(port + 50, 65_535); next++) if ("port" in (await probe(host, next))) return next;
  return undefined;
}

async function why(host: string, port: number, code: string): Promise<string> {
  if (code === "EACCES") return `Port ${port} may only be used by root. Try PORT=${port + 8000} npm start`;
  if (code !== "EADDRINUSE")
    return `Verdict cannot listen on HOST=${host}: it is not an address of this machine (${code}). Try HOST=0.0.0.0 npm start`;
  const free = await freeNear(host, port);
  return free ? `Port ${port} is taken. Try PORT=${free} npm start` : `Port ${port} is taken. Choose another: PORT=… npm start`;
}

async function claimPort(host: string, port: number, patienceMs: number): Promise<number> {
  for (let waited = 0; ; waited += 100) {
    const found = await probe(host, port);
    if ("port" in found) return found.port;
    if (found.code !== "EADDRINUSE" || waited >= patienceMs) throw new ConfigurationError(await why(host, port, found.code));
    await pause(100);
  }
}

/** Fault points can stop and delay the process at will, so strangers must not reach it. */
function hostUnderFaults({ HOST, FAULT_POINTS }: Settings): string {
  if (!FAULT_POINTS) return HOST;
  const host = ["127.0.0.1", "::1", "localhost"].includes(HOST) ? HOST : "127.0.0.1";
  say(`FAULT_POINTS is set: for tests only. Serving this machine alone, on ${host}.`);
  return host;
}

/** The settings with the address to serve on, free at this moment; port 0 stands for any. A port that is being given up is waited for. */
export async function claimAddress(asked: Settings, patienceMs: number): Promise<Settings> {
  const HOST = hostUnderFaults(asked);
  const PORT = await claimPort(HOST, asked.PORT, patienceMs);
  return readSettings({ ...environment(), HOST, PORT: String(PORT) });
}

/** Where this machine itself reaches a server that listens on `host`. */
export function localAddress(host: string, port: number): string {
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}
