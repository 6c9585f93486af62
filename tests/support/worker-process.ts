import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { endOf, killGroup, root } from "#lib/cli/child.ts";
import { workerArguments } from "#lib/cli/roles.ts";
import { clientSecret } from "./secrets.ts";
import { until } from "./wait.ts";

export interface WorkerProcess {
  /** A folder of its own, gone after the test file. */
  folder: string;
  start(): void;
  /** Ends when it was killed by a fault, or by anybody else. */
  killed(): Promise<unknown>;
  kill(): Promise<void>;
}

/** A worker alone, as `npm run worker` starts it, that may be killed and started again. */
export function workerProcess(
  databaseUrl: string,
  env: Record<string, string> | ((folder: string) => Record<string, string>),
): WorkerProcess {
  const folder = mkdtempSync(join(tmpdir(), "verdict-worker-"));
  let child: ChildProcess | undefined;
  const own = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    SENTRY_CLIENT_SECRET: clientSecret,
    SEAL_KEY: "a-seal-key-that-all-starts-of-a-test-share",
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
    ...(typeof env === "function" ? env(folder) : env),
  };
  const { PATH, HOME, NODE_COMPILE_CACHE } = process.env;
  const inherited = { PATH, HOME, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }) };
  const kill = async (): Promise<void> => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = endOf(child);
    killGroup(child);
    await ended;
  };
  after(async () => {
    await kill();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    start() {
      child = spawn(process.execPath, workerArguments(), {
        cwd: root,
        env: { ...inherited, ...own } as unknown as NodeJS.ProcessEnv,
        detached: true,
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      });
    },
    killed: () => until("the worker to be killed", () => child?.signalCode === "SIGKILL", 300_000),
    kill,
  };
}
