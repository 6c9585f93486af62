import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { connect, type Db } from "#lib/db/client.ts";
import { type EmbeddedServer, startEmbedded } from "#lib/db/embedded.ts";
import { migrate } from "#lib/db/migrate.ts";
import { installQueues } from "#lib/queue/queue.ts";
import { freePort } from "./free-port.ts";

export interface OwnServer {
  url: string;
  db: Db;
  /** Ends the server: `fast` asks, `kill` does not. */
  down(how: "fast" | "kill"): Promise<void>;
  /** Starts it again at the same address. */
  up(): Promise<void>;
}

/** A PostgreSQL of this file's own, flushing to disk as in production, that may be stopped, killed and started. */
export async function ownServer(): Promise<OwnServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "verdict-server-"));
  chmodSync(dataDir, 0o755); // root runs PostgreSQL as another user
  const port = await freePort();
  let server: EmbeddedServer = await startEmbedded({ dataDir, port });
  const url = server.url;
  await migrate({ url, now: new Date(), keepDeliveriesDays: 30, keepReportsDays: 90, and: () => installQueues(url) });
  const db = connect({ url, connections: 3, name: "verdict-test" });
  const down = async (how: "fast" | "kill"): Promise<void> => {
    const gone = new Promise((done) => server.process.once("exit", done));
    server.process.kill(how === "fast" ? "SIGINT" : "SIGKILL");
    await gone;
  };
  after(async () => {
    await db.$disconnect();
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    url,
    db,
    down,
    async up() {
      server = await startEmbedded({ dataDir, port });
    },
  };
}
