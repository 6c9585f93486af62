import { setTimeout as pause } from "node:timers/promises";

/** Waits until `probe` gives something that is neither undefined, null nor false, and returns it. */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  limitMs = 20_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<T, false>>;
    if (performance.now() > deadline) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await pause(20);
  }
}
