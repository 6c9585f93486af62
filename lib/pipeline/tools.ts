import { join } from "node:path";
import type { Logger } from "pino";
import { type Auth, openAuth } from "#lib/auth/auth.ts";
import { connect, type Db } from "#lib/db/client.ts";
import { embeddedUrl } from "#lib/db/embedded.ts";
import { type Inbox, openInbox } from "#lib/db/inbox.ts";
import { ConfigurationError } from "#lib/model/errors.ts";
import { createFaults, type Fault } from "#lib/outside/faults.ts";
import { createLog, type LimitedLog, limited } from "#lib/outside/log.ts";
import { createMetrics, type Metrics } from "#lib/outside/metrics.ts";
import { type OutsideReply, type OutsideRequest, outsideRequest } from "#lib/outside/request.ts";
import type { SealKeys } from "#lib/outside/seal.ts";
import { selfReportOptions, startSelfReport } from "#lib/outside/self-report.ts";
import { openQueue, type Queue } from "#lib/queue/queue.ts";
import { redactText } from "#lib/report/redact.ts";
import { type SentryClient, sentryClient } from "#lib/sentry/client.ts";
import { type Installations, openInstallations } from "./installations.ts";
import { authSecret, sealKeys, selfMark, settingSecrets } from "./secrets.ts";
import { readSettings, type Settings } from "./settings.ts";
import { openSpool, type Spool } from "./spool.ts";

/** Everything a step may use; steps take it as their first argument and own none of it. */
export interface Tools {
  settings: Settings;
  databaseUrl: string;
  log: Logger;
  /** A line at most ten times a minute of a kind. */
  notice: LimitedLog;
  metrics: Metrics;
  db: Db;
  queue: Queue;
  /** Where verified deliveries are stored, on connections of its own. */
  inbox: Inbox;
  /** Where they wait while the database cannot take them. */
  spool: Spool;
  installations: Installations;
  auth: Auth;
  sealKeys: SealKeys;
  request: (request: OutsideRequest) => Promise<OutsideReply>;
  /** The client for an installation's Sentry; null while it has no token. */
  sentry: (installation: string) => SentryClient | null;
  /** What this deployment marks its own errors with. */
  selfMark: string;
  /** How this deployment reports its own errors, null when it does not, and the function that does. */
  selfReport: ReturnType<typeof selfReportOptions> | null;
  report: (error: unknown) => void;
  fault: Fault;
  clock: () => Date;
  close: () => Promise<void>;
}

const spoolBytes = 500 * 2 ** 20;
const drainMs = 500;
const refreshMs = 10_000;

async function findDatabase(settings: Settings): Promise<string> {
  const url = settings.DATABASE_URL ?? (await embeddedUrl(settings.DATA_DIR));
  if (url) return url;
  throw new ConfigurationError("There is no database: set DATABASE_URL, or use `npm start`, which brings its own.");
}

/** The composition root. A web process receives and shows; a worker works the queues. */
export async function openTools(settings: Settings, role: "web" | "worker"): Promise<Tools> {
  const composed = composeTools(settings, role, await findDatabase(settings));
  return composed.selfReport ? { ...composed, report: await startSelfReport(composed.selfReport) } : composed;
}

function composeTools(settings: Settings, role: "web" | "worker", databaseUrl: string): Tools {
  const log = createLog({ level: settings.LOG_LEVEL, secrets: [...settingSecrets(settings), new URL(databaseUrl).password] });
  const notice = limited(log, 10);
  const keys = sealKeys(settings);
  const mark = selfMark(settings);
  const db = connect({ url: databaseUrl, connections: role === "web" ? 8 : 6, name: `verdict-${role}`, durable: role === "web" });
  const queue = openQueue({
    url: databaseUrl,
    connections: role === "web" ? 2 : 4,
    worker: role === "worker",
    onError: (err) => notice("warn", "queue", { err }, "the queue reports an error"),
  });
  const fault = createFaults(settings.FAULT_POINTS);
  const inbox = openInbox({ url: databaseUrl, enqueue: queue.triage, beforeCommit: () => fault("ingest.before_commit") });
  const spool = openSpool({
    folder: join(settings.DATA_DIR, "spool"),
    maxBytes: spoolBytes,
    onBadLine: (file) => notice("error", "spool", { file }, "a line of the spool was unreadable and lies in spool.bad now"),
  });
  const installations = openInstallations(db, keys, settings);
  const request = (sent: OutsideRequest): Promise<OutsideReply> =>
    outsideRequest({ allowPrivate: settings.ALLOW_PRIVATE_TARGETS }, sent);
  const auth = openAuth({
    db,
    secret: authSecret(settings),
    publicUrl: settings.PUBLIC_URL,
    trustedProxies: settings.TRUSTED_PROXIES,
  });
  const timers = [
    repeat(refreshMs, () => installations.refresh(), notice),
    ...(role === "web" ? [repeat(drainMs, () => drain(spool, inbox, log), notice)] : []),
  ];
  return {
    settings,
    databaseUrl,
    log,
    notice,
    metrics: createMetrics(),
    db,
    queue,
    inbox,
    spool,
    installations,
    auth,
    sentry: sentryClients(installations, request),
    sealKeys: keys,
    fault,
    selfMark: mark,
    selfReport: settings.SENTRY_DSN ? selfReportOptions({ dsn: settings.SENTRY_DSN, mark, clean: redactText }) : null,
    report: () => undefined,
    request,
    clock: () => new Date(),
    async close() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([inbox.close(), queue.close(0), db.$disconnect()]);
      spool.close();
    },
  };
}

/** One client an installation, so that its limits are kept by all who use it; a new one when its token or address changes. */
function sentryClients(installations: Installations, request: Tools["request"]): Tools["sentry"] {
  const clients = new Map<string, { of: string; client: SentryClient }>();
  return (id) => {
    const { baseUrl, token } = installations.get(id) ?? {};
    if (!baseUrl || !token) return null;
    const of = `${baseUrl} ${token}`;
    const known = clients.get(id);
    if (known?.of === of) return known.client;
    const client = sentryClient({ baseUrl, token, request, clock: () => new Date() });
    clients.set(id, { of, client });
    return client;
  };
}

/** Runs `work` at once and then again after each pause; a failure is said and tried again. */
function repeat(everyMs: number, work: () => Promise<unknown>, notice: LimitedLog): NodeJS.Timeout {
  let busy = false;
  const once = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    await work().catch((err: unknown) => notice("warn", "repeat", { err }, "a repeated task failed and is tried again"));
    busy = false;
  };
  void once();
  return setInterval(once, everyMs).unref();
}

async function drain(spool: Spool, inbox: Inbox, log: Logger): Promise<void> {
  const count = await spool.drain((arrival) => inbox.store(arrival));
  if (count > 0) log.info({ count }, "deliveries kept on disk are in the database now");
}

const shared: { verdictTools?: Tools } = globalThis as never;

/** The tools of this web process, made at first use. Needs DATABASE_URL: the supervisor hands it on. */
export function tools(): Tools {
  if (!shared.verdictTools) {
    const settings = readSettings(process.env);
    if (!settings.DATABASE_URL)
      throw new ConfigurationError("DATABASE_URL is not set: start with `npm start`, `npm run web` or `npm run dev`.");
    shared.verdictTools = composeTools(settings, "web", settings.DATABASE_URL);
  }
  return shared.verdictTools;
}

/** For tests that call doors: the tools they shall use. */
export function setTools(given: Tools): void {
  shared.verdictTools = given;
}
