import { setTimeout as pause } from "node:timers/promises";
import { patience } from "./patience.ts";

/** Waits until `probe` gives something that is neither undefined, null nor false, and returns it; longer on a busy machine. */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  limitMs = 20_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const began = performance.now();
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== null && value !== false) return value as NonNullable<Exclude<T, false>>;
    const waited = performance.now() - began;
    if (waited > patience(limitMs)) throw new Error(`waited ${Math.round(waited)} ms in vain for ${what}`);
    await pause(20);
  }
}
