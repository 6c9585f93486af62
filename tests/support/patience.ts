import { availableParallelism, loadavg } from "node:os";

/** A limit for a machine that is busy with these tests alone, stretched by how much more this one has to do than that. */
export function patience(limitMs: number): number {
  const [load = 0] = loadavg();
  return Math.round(limitMs * Math.max(1, load / availableParallelism() / 2));
}
