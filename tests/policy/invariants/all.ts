import { deadlines, decides, lowers, waits } from "./deciding.ts";
import { limits, reaches } from "./delivering.ts";
import type { Invariant } from "./invariant.ts";
import { replays } from "./replaying.ts";
import { resolves } from "./silencing.ts";
import { breaksThrough, names, zones } from "./timing.ts";

/** The eleven, by their numbers. */
export const invariants: Readonly<Record<number, Invariant>> = {
  1: decides,
  2: resolves,
  3: waits,
  4: deadlines,
  5: lowers,
  6: breaksThrough,
  7: reaches,
  8: names,
  9: zones,
  10: limits,
  11: replays,
};
