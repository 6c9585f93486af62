import { readFileSync } from "node:fs";

/** Tells this process from any that had or will have its number: the start time in clock ticks and the boot, where the system says them. */
export function processMark(pid: number): string {
  try {
    const started = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19];
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
    return `${pid}-${started}-${boot}`;
  } catch {
    return `${pid}`;
  }
}

/** Whether the very process of this mark still runs. */
export function isAlive(mark: string): boolean {
  const pid = Number(mark.split("-")[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return processMark(pid) === mark;
}
