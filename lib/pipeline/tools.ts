import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Logger } from "pino";
import { openAuth, type Auth } from "#lib/auth/auth.ts";
import { connect, type Db } from "#lib/db/client.ts";
import { openInbox, type Inbox } from "#lib/db/inbox.ts";
import { openInstallations, type Installations } from "#lib/db/installations.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import { createLog } from "#lib/outside/log.ts";
import { createMetrics, type Metrics } from "#lib/outside/metrics.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { readOrMakeKey, type SealKey } from "#lib/outside/seal.ts";
import { openQueue, type Queue } from "#lib/queue/queue.ts";
import { readSettings, type Settings } from "./settings.ts";
import { openSpool, type Spool } from "./spool.ts";

export interface Tools {
  settings: Settings;
  log: Logger;
  metrics: Metrics;
  db: Db;
  queue: Queue;
  /** Where verified deliveries are stored; has connections of its own. */
  inbox: Inbox;
  /** Where they wait when the database cannot take them. */
  spool: Spool;
  installations: Installations;
  auth: Auth;
  sealKey: SealKey;
  request: ReturnType<typeof bindRequest>;
  clock: () => Date;
  close: () => Promise<void>;
}
