import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { ConfigurationError } from "#lib/model/errors.ts";
import { type Environment, endOf, killGroup, nextProgram, preload, root } from "./child.ts";
import { environment } from "./environment.ts";
import { tryLock } from "./lock.ts";
import { leave, say } from "./program.ts";

const output = join(root, ".next");
const record = join(output, "verdict-build.json");
const Record = z.object({ sources: z.string() });

const inputs = [
  "{app,components,lib}/**/*.{ts,tsx,js,css,json,svg,ico,png,woff2}",
  "{proxy,instrumentation,instrumentation-client}.ts",
  "prisma/schema.prisma",
];
const settings = ["next.config.js", "postcss.config.mjs", "tsconfig.json", "package.json", "package-lock.json"];

/** Changes whenever a file does that the pages are built from. */
export function hashOfSources(folder: string): string {
  const hash = createHash("sha256");
  const found = globSync([...inputs, ...settings], { cwd: folder }).filter(
    (path) => !path.startsWith(join("lib", "db", "generated")) && statSync(join(folder, path)).isFile(), // a route may be called openapi.json
  );
  for (const path of found.sort())
    hash
      .update(path)
      .update("\0")
      .update(readFileSync(join(folder, path)))
      .update("\0");
  return hash.digest("hex");
}

function builtFrom(): string | undefined {
  try {
    return Record.parse(JSON.parse(readFileSync(record, "utf8"))).sources;
  } catch {
    return undefined;
  }
}

const progress = /^\s*(?:Creating|✓ Compiled|Running TypeScript|Collecting|✓ Generating|Finalizing)/;

async function nextBuild(signal: AbortSignal): Promise<void> {
  const args = [...preload("tied.ts"), nextProgram, "build"];
  const env: Environment = { ...environment(), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const child = spawn(process.execPath, args, { cwd: root, env, detached: true, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n")) if (progress.test(line)) say(`  ${line.trim()}`);
      lines.push(text);
    });
  }
  const kill = (): void => killGroup(child);
  signal.addEventListener("abort", kill);
  const end = await endOf(child);
  signal.removeEventListener("abort", kill);
  signal.throwIfAborted();
  if (end !== "exit code 0")
    throw new ConfigurationError(`The pages could not be built (${end}):\n${lines.join("").trim().slice(-6000)}`);
}

async function build(signal: AbortSignal): Promise<void> {
  const sources = hashOfSources(root);
  const began = performance.now();
  say("Building the pages; this takes about a minute.");
  rmSync(record, { force: true });
  await nextBuild(signal);
  writeFileSync(record, JSON.stringify({ sources }));
  say(`Built in ${Math.round((performance.now() - began) / 1000)} s.`);
}

/** Builds the pages when a source has changed since, or whenever `force` says so; several at once wait for the one that builds. */
export async function ensureBuild({ force = false, signal }: { force?: boolean; signal: AbortSignal }): Promise<void> {
  const fresh = (): boolean => builtFrom() === hashOfSources(root);
  if (!force && fresh()) return;
  mkdirSync(output, { recursive: true });
  let lock = tryLock(join(root, "node_modules/.cache/verdict-build.lock"), null, new Date());
  if (!lock.held) say(`Process ${lock.by.pid} is building the pages; waiting for it.`);
  while (!lock.held) {
    await pause(250, undefined, { signal });
    lock = tryLock(join(root, "node_modules/.cache/verdict-build.lock"), null, new Date());
  }
  try {
    if (force || !fresh()) await build(signal);
  } finally {
    lock.release();
  }
}

async function main(): Promise<number> {
  await ensureBuild({ force: true, signal: new AbortController().signal });
  return 0;
}

if (import.meta.main) await leave(main());
