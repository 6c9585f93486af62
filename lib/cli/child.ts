import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Running } from "./supervisor.ts";

/** The folder of the program itself, wherever it was started from. */
export const root = join(import.meta.dirname, "..", "..");

export const nextProgram = join(root, "node_modules/next/dist/bin/next");

/** Has Node load a file of this folder before the program itself. */
export const preload = (name: string): string[] => ["--import", pathToFileURL(join(import.meta.dirname, name)).href];

export type Environment = NodeJS.ProcessEnv;

/** Settles with the reason once the process is gone. */
export function endOf(child: ChildProcess): Promise<string> {
  if (child.exitCode !== null) return Promise.resolve(`exit code ${child.exitCode}`);
  if (child.signalCode !== null) return Promise.resolve(`signal ${child.signalCode}`);
  return new Promise((done) => {
    child.once("error", ({ message }) => done(message));
    child.once("exit", (code, signal) => done(signal ? `signal ${signal}` : `exit code ${code}`));
  });
}

/** Ends what is left of the process and of all that it started. */
export function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left.
  }
}

/**
 * Runs a script on this very Node, in a process group of its own, so that Ctrl-C reaches it through us only. It is tied to us
 * by a channel and notices when we are gone.
 */
export function startNode(args: readonly string[], env: Environment): Running {
  const child = spawn(process.execPath, args, { cwd: root, env, detached: true, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = endOf(child).then((reason) => {
    killGroup(child); // what it started does not outlive it
    return reason;
  });
  return {
    ended,
    async stop(graceMs) {
      child.kill("SIGTERM");
      const lastResort = setTimeout(() => killGroup(child), graceMs);
      await ended;
      clearTimeout(lastResort);
    },
  };
}
