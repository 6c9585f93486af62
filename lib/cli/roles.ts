import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Settings } from "#lib/pipeline/settings.ts";
import { type Environment, root, startNode } from "./child.ts";
import { environment } from "./environment.ts";
import type { Running } from "./supervisor.ts";

export interface Role {
  settings: Settings;
  url: string;
}

const preload = pathToFileURL(join(import.meta.dirname, "web-process.ts")).href;
const next = join(root, "node_modules/next/dist/bin/next");
const heap = "--max-old-space-size=256"; // keeps each process below 400 MB

/** What every process is told, over what it inherits. */
function environmentOf({ settings, url }: Role): Environment {
  const { HOST, PORT, DATA_DIR } = settings;
  return { ...environment(), DATABASE_URL: url, HOST, PORT: String(PORT), DATA_DIR: resolve(DATA_DIR), NEXT_TELEMETRY_DISABLED: "1" };
}

const address = ({ HOST, PORT }: Settings): string[] => ["-H", HOST, "-p", String(PORT)];

export function startWeb(role: Role): Running {
  return startNode([heap, "--import", preload, next, "start", ...address(role.settings)], { ...environmentOf(role), NODE_ENV: "production" });
}

export function startDevelopment(role: Role): Running {
  return startNode(["--import", preload, next, "dev", ...address(role.settings)], { ...environmentOf(role), NODE_ENV: "development" });
}

export function startWorker(role: Role): Running {
  return startNode([heap, join(import.meta.dirname, "worker.ts"), "--grace", "8"], { ...environmentOf(role), NODE_ENV: "production" });
}

/** Prints the one-time link for the first administrator while there is none, and ends. */
export function startSetupLink(role: Role): Running {
  return startNode([join(import.meta.dirname, "setup-link.ts")], environmentOf(role));
}
