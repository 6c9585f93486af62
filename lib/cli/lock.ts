import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { processMark } from "#lib/outside/process-mark.ts";

const Holder = z.object({
  pid: z.number().int().positive(),
  /** Tells the process from a later one with the same number. */
  mark: z.string(),
  since: z.string(),
  port: z.number().int().nullable(),
});
export type Holder = z.infer<typeof Holder>;

/** In DATA_DIR, while Verdict runs there. */
export const lockName = "verdict.lock";

export type Lock = { held: true; release: () => void; tookOver: boolean } | { held: false; by: Holder };

function isAlive({ pid, mark }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return pid !== process.pid && processMark(pid) === mark;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function holderIn(written: string): Holder | undefined {
  try {
    return Holder.parse(JSON.parse(written));
  } catch {
    return undefined; // cut off by a power cut
  }
}

/** Links a complete file into place, so that nobody ever reads half a lock. */
function create(path: string, content: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content, { mode: 0o644 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function moveAside(path: string, judged: string): void {
  const aside = `${path}.${process.pid}.old`;
  try {
    renameSync(path, aside);
  } catch {
    return; // somebody else took it away
  }
  if (read(aside) !== judged) linkSync(aside, path); // a new holder was quicker: its lock goes back
  rmSync(aside, { force: true });
}

/** Who holds the lock now; a process that is no more holds nothing. */
export function holderOf(path: string): Holder | undefined {
  const holder = holderIn(read(path) ?? "");
  return holder && isAlive(holder) ? holder : undefined;
}

/** Takes the lock, also from a process that is no more; never waits. */
export function tryLock(path: string, port: number | null, now: Date): Lock {
  mkdirSync(dirname(path), { recursive: true });
  const mine = JSON.stringify({
    pid: process.pid,
    mark: processMark(process.pid),
    since: now.toISOString(),
    port,
  } satisfies Holder);
  for (let tookOver = false; ; tookOver = true) {
    if (create(path, mine)) return { held: true, tookOver, release: () => read(path) === mine && rmSync(path, { force: true }) };
    const written = read(path);
    if (written === undefined) continue;
    const holder = holderIn(written);
    if (holder && isAlive(holder)) return { held: false, by: holder };
    moveAside(path, written);
  }
}
