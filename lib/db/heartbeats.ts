import { hostname } from "node:os";
import type { Db } from "./client.ts";

const self = `${hostname()}:${process.pid}`;

/** Says that this process is alive; the database's clock counts. */
export async function beat(db: Db, role: "worker"): Promise<void> {
  await db.$executeRaw`INSERT INTO "Heartbeat" ("id", "role") VALUES (${self}, ${role}) ON CONFLICT ("id") DO UPDATE SET "seenAt" = now(), "role" = ${role}`;
}
