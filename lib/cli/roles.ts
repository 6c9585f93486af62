import { join, resolve } from "node:path";
import type { Settings } from "#lib/pipeline/settings.ts";
import { type Environment, nextProgram, preload, startNode } from "./child.ts";
import { environment } from "./environment.ts";
import type { Running } from "./supervisor.ts";

export interface Role {
  settings: Settings;
  url: string;
}

const beside = (name: string): string => join(import.meta.dirname, name);
const heap = ["--max-old-space-size=256", "--max-semi-space-size=8"]; // keep each process below 400 MB, also in a burst

const nextArguments = (command: "start" | "dev", { HOST, PORT }: Settings): string[] => [
  ...preload("web-process.ts"),
  nextProgram,
  command,
  "-H",
  HOST,
  "-p",
  String(PORT),
];

/** How Node is called for the web process. */
export const webArguments = (settings: Settings): string[] => [...heap, ...nextArguments("start", settings)];

/** How Node is called for the worker. */
export const workerArguments = (): string[] => [...heap, beside("worker.ts"), "--grace", "8"];

/** What every process of ours is told, over what it inherits. */
export function roleEnvironment({ settings: { HOST, PORT, DATA_DIR }, url }: Role): Environment {
  return {
    ...environment(),
    DATABASE_URL: url,
    HOST,
    PORT: String(PORT),
    DATA_DIR: resolve(DATA_DIR),
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
  };
}

export const startWeb = (role: Role): Running => startNode(webArguments(role.settings), roleEnvironment(role));
export const startWorker = (role: Role): Running => startNode(workerArguments(), roleEnvironment(role));

export function startDevelopment(role: Role): Running {
  return startNode(nextArguments("dev", role.settings), { ...roleEnvironment(role), NODE_ENV: "development" });
}

/** Prints the one-time link for the first administrator while there is none, and ends. */
export const startSetupLink = (role: Role): Running => startNode([beside("setup-link.ts")], roleEnvironment(role));
