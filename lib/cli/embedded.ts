import { resolve } from "node:path";
import { startEmbedded } from "#lib/db/embedded.ts";
import { endOf } from "./child.ts";
import { say } from "./program.ts";
import type { Session } from "./session.ts";
import { keep, type Running } from "./supervisor.ts";

/** Keeps the embedded PostgreSQL running, always at the address that this returns. */
export function keepDatabase(session: Session, dataDir: string): Promise<string> {
  const { promise: url, resolve: tell, reject } = Promise.withResolvers<string>();
  let port: number | undefined;

  async function start(): Promise<Running> {
    try {
      const server = await startEmbedded({ dataDir: resolve(dataDir), port });
      port = Number(new URL(server.url).port);
      tell(server.url);
      return { ended: endOf(server.process), stop: server.stop };
    } catch (error) {
      reject(error); // heard only by who waits for the first start
      throw error;
    }
  }

  return session.add({ graceMs: 4000, hurriedMs: 500 }, () => ({ value: url, stop: keep("database", start, { say }).stop }));
}
