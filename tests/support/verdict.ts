import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endOf, killGroup, root } from "#lib/cli/child.ts";
import { roleEnvironment, webArguments, workerArguments } from "#lib/cli/roles.ts";
import { readSettings } from "#lib/pipeline/settings.ts";
import { freePort } from "./free-port.ts";
import { clientSecret } from "./secrets.ts";
import { until } from "./wait.ts";

const apiKey = "test-api-key-of-at-least-32-characters";

export interface Process {
  child: ChildProcess;
  /** What it printed. */
  output: string[];
  /** Starts it again after it ended. */
  start(env?: Record<string, string>): Promise<void>;
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface Verdict {
  url: string;
  dataDir: string;
  web: Process;
  worker: Process;
  api(path: string, init?: RequestInit): Promise<Response>;
  stop(): Promise<void>;
}

interface Options {
  databaseUrl: string;
  env?: Record<string, string>;
  worker?: boolean;
}

/** The built web process and a worker, as `npm start` runs them, on a given database and a folder of their own. */
export async function startVerdict({ databaseUrl, env = {}, worker = true }: Options): Promise<Verdict> {
  if (!existsSync(join(root, ".next/BUILD_ID"))) throw new Error("There is no build: run `npm run build` first");
  const dataDir = mkdtempSync(join(tmpdir(), "verdict-run-"));
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const own = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: port,
    HOST: "127.0.0.1",
    PUBLIC_URL: url,
    SENTRY_CLIENT_SECRET: clientSecret,
    BOOTSTRAP_API_KEY: apiKey,
    LOG_LEVEL: "warn",
    SEAL_KEY: "a-seal-key-that-all-starts-of-a-test-share",
    ...env,
  };
  const settings = readSettings(own);
  const inherited = {
    ...process.env,
    ...own,
    ...roleEnvironment({ settings, url: databaseUrl }),
    NODE_ENV: "production" as const,
  };
  const answers = async (): Promise<boolean> => (await fetch(`${url}/api/health`).catch(() => undefined))?.ok ?? false;

  const web = await run(
    () => webArguments(settings),
    inherited,
    () => until("the web process to answer", answers, 60_000),
  );
  const work = await run(
    () => workerArguments(),
    inherited,
    async () => undefined,
    worker,
  );
  return {
    url,
    dataDir,
    web,
    worker: work,
    api: (path, init) => fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${apiKey}`, ...init?.headers } }),
    async stop() {
      await Promise.all([work.kill("SIGTERM"), web.kill("SIGTERM")]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function run(args: () => string[], env: NodeJS.ProcessEnv, ready: () => Promise<unknown>, now = true): Promise<Process> {
  const output: string[] = [];
  const started: Process = {
    child: undefined as never,
    output,
    async start(more = {}) {
      started.child = spawn(process.execPath, args(), {
        cwd: root,
        env: { ...env, ...more },
        detached: true,
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      });
      for (const stream of [started.child.stdout, started.child.stderr])
        stream?.setEncoding("utf8").on("data", (text: string) => output.push(text));
      await ready().catch((cause: unknown) => {
        killGroup(started.child);
        throw new Error(`it did not start: ${output.join("").slice(-2000)}`, { cause });
      });
    },
    async kill(signal) {
      const { child } = started;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = endOf(child);
      child.kill(signal);
      const last = setTimeout(() => killGroup(child), 30_000);
      await ended;
      clearTimeout(last);
    },
  };
  if (now) await started.start();
  return started;
}
