import type { Act } from "#lib/model/decision.ts";
import type { Tx } from "./client.ts";

interface Done {
  id: string;
  incident: string;
  act: Act;
  /** Null when Verdict did it by itself. */
  by: string | null;
  at: Date;
}

/** Writes down what was done with incidents. */
export async function addActs(tx: Tx, installationId: string, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return;
  const rows = done.map(({ incident, by, ...same }) => ({ ...same, installationId, incidentId: incident, byName: by }));
  await tx.incidentAct.createMany({ data: rows });
}
