import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { ConfigurationError } from "#lib/model/errors.ts";
import { type Binaries, embeddedFiles, type Owner } from "./embedded-files.ts";

export interface EmbeddedServer {
  url: string;
  process: ChildProcess;
  /** Cuts its clients off and ends the server, in an orderly way when that takes no longer than `graceMs` (8 s). */
  stop: (graceMs?: number) => Promise<void>;
}

interface Options {
  dataDir: string;
  /** The port it had before, for those who still have its address; else a free one. */
  port?: number | undefined;
  /** Further `-c name=value` settings of the server. */
  settings?: readonly string[];
  onLine?: (line: string) => void;
}

const database = "verdict";
const settings = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=60",
  "shared_buffers=128MB",
  "max_wal_size=1GB",
  "log_min_messages=warning",
  "log_connections=",
  "timezone=UTC",
];

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => done(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Nothing of ours: whoever runs as the server's user could read it. Windows needs its own. */
const environment: { env?: NodeJS.ProcessEnv } =
  process.platform === "win32" ? {} : { env: { NODE_ENV: "production", PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C" } };

function initialise(data: string, password: string, { initdb }: Binaries, owner: Owner | undefined): void {
  if (existsSync(join(data, "PG_VERSION"))) return;
  const secret = join(data, "..", `.pw-${randomBytes(6).toString("hex")}`);
  writeFileSync(secret, password, { mode: 0o600 });
  if (owner) chownSync(secret, owner.uid, owner.gid);
  const flags = [
    "-D",
    data,
    "-U",
    "verdict",
    "--pwfile",
    secret,
    "-A",
    "scram-sha-256",
    "-E",
    "UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--wal-segsize=4", // a new segment is written out whole before it is used: small ones keep that pause short
  ];
  const made = spawnSync(initdb, flags, { ...owner, ...environment, cwd: data, encoding: "utf8" });
  rmSync(secret, { force: true });
  if (made.status !== 0)
    throw new ConfigurationError(
      `The embedded PostgreSQL could not be set up in ${data}: ${made.error?.message ?? made.stderr.trim().slice(-500)}`,
    );
}

/** The server that a killed supervisor left behind, or a lock file that a power cut left: neither may stop us. */
async function clearStale(data: string): Promise<void> {
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, "utf8").split("\n")[0]);
  if (!isServerOf(pid, data)) return rmSync(lock, { force: true });
  process.kill(pid, "SIGINT");
  for (let waited = 0; existsSync(lock) && isServerOf(pid, data); waited += 50) {
    if (waited > 15_000)
      throw new ConfigurationError(
        `A PostgreSQL server (process ${pid}) still holds ${data} and does not stop: end it, then start again.`,
      );
    await delay(50);
  }
}

function isServerOf(pid: number, data: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  if (!existsSync("/proc/self/cmdline")) return true; // no /proc: PostgreSQL's own check decides
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(data);
  } catch {
    return false;
  }
}

async function ready(url: string, child: ChildProcess, lines: readonly string[]): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 25) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await delay(25);
    }
  }
  throw new ConfigurationError(`The embedded PostgreSQL did not start: ${lines.slice(-3).join(" / ") || "it said nothing"}`);
}

async function ensureDatabase(base: string): Promise<string> {
  const client = new pg.Client({ connectionString: `${base}/postgres` });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${database}`);
  } finally {
    await client.end();
  }
  return `${base}/${database}`;
}

function passwordOf(dataDir: string): string {
  const file = join(dataDir, "postgres.password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

/** Starts the PostgreSQL that ships with Verdict, in its own process session, so that Ctrl-C reaches it through the supervisor only. */
export async function startEmbedded({
  dataDir,
  port: asked,
  settings: more = [],
  onLine = () => undefined,
}: Options): Promise<EmbeddedServer> {
  const { data, binaries, owner } = await embeddedFiles(dataDir);
  const password = passwordOf(dataDir);
  initialise(data, password, binaries, owner);
  await clearStale(data);

  const port = asked ?? (await freePort());
  const flags = [...settings, ...more].flatMap((setting) => ["-c", setting]);
  const child = spawn(binaries.postgres, ["-D", data, "-p", String(port), ...flags], {
    ...owner,
    ...environment,
    cwd: data,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.split("\n").filter(Boolean)) {
      lines.push(line);
      lines.splice(0, lines.length - 20);
      onLine(line);
    }
  });
  child.on("error", (error) => lines.push(error.message));

  const base = `postgresql://verdict:${password}@127.0.0.1:${port}`;
  await ready(`${base}/postgres`, child, lines);
  return { url: await ensureDatabase(base), process: child, stop: (graceMs = 8000) => stop(child, graceMs) };
}

async function stop(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((done) => child.once("exit", () => done()));
  child.kill("SIGINT"); // "fast" shutdown
  const hurry = setTimeout(() => child.kill("SIGQUIT"), graceMs);
  await gone;
  clearTimeout(hurry);
}

/** The address of the embedded server that runs over this folder now; undefined when none does. */
export async function embeddedUrl(dataDir: string): Promise<string | undefined> {
  const { data } = await embeddedFiles(dataDir);
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return undefined;
  const [pid, , , port] = readFileSync(lock, "utf8").split("\n");
  return isServerOf(Number(pid), data) ? `postgresql://verdict:${passwordOf(dataDir)}@127.0.0.1:${port}/${database}` : undefined;
}
