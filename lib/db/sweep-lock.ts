import type { Tx } from "./client.ts";

const sweepLock = 7_043_118_207;

/** Whether somebody else sweeps; if nobody does, this transaction does until it ends. */
export async function isSweeping(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ got: boolean }[]>`SELECT pg_try_advisory_xact_lock(${sweepLock}::bigint) AS "got"`;
  return !(row?.got ?? false);
}
