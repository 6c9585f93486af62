import { readFileSync, writeFileSync } from "node:fs";
import { setPriority } from "node:os";

/**
 * Takes so many steps of priority from this process. Linux, where it groups processes by session, weighs `nice` within a session only:
 * who leads one has to lower the session's own.
 */
export function stepBack(nice: number): void {
  setPriority(nice);
  try {
    if (leadsSession()) writeFileSync("/proc/self/autogroup", String(nice));
  } catch {
    // Nothing is grouped here.
  }
}

function leadsSession(): boolean {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const [, , , session] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(session) === process.pid;
}
