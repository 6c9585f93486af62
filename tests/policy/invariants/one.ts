import { invariants } from "./all.ts";

/** `node one.ts NUMBER RUNS SEED`: ends with 0 if the invariant holds in so many histories. */
const [number, runs, seed] = process.argv.slice(2).map(Number);
const invariant = invariants[number ?? 0];
if (!invariant) throw new Error("which invariant?");
invariant.run(runs ?? 100, seed, process.env.SHRINK !== "1");
