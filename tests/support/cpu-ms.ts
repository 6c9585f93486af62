/** Begins to count the processor time of this process, so that what else runs on the machine does not matter; answers in ms. */
export function cpuSince(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
}

/** The processor time that some work takes, in ms. */
export function cpuMs(work: () => unknown): number {
  const took = cpuSince();
  work();
  return took();
}

/** The least processor time that some work takes in three tries, in ms: what is compiled and collected beside it differs, what it costs does not. */
export const leastCpuMs = (work: () => unknown): number => Math.min(...[1, 2, 3].map(() => cpuMs(work)));
