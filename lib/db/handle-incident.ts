import type { Tx } from "./client.ts";

interface Handled {
  state?: "acknowledged" | "resolved";
  acknowledgedAt?: Date;
  acknowledgedBy?: string;
  snoozedUntil?: Date | null;
  resolvedBy?: string;
  dueAt?: Date | null;
}

/** Writes down what a person did with an incident. */
export async function handleIncident(tx: Tx, id: string, what: Handled, now: Date): Promise<void> {
  await tx.incident.update({ where: { id }, data: { ...what, updatedAt: now } });
}
