import type { Tx } from "./client.ts";
import type { Message } from "./generated/client.ts";

/** A message that a service took, as it stands. */
export type Handed = Pick<
  Message,
  | "id"
  | "installationId"
  | "decisionId"
  | "channel"
  | "reason"
  | "digest"
  | "state"
  | "externalId"
  | "error"
  | "sentAt"
  | "createdAt"
>;

/** The message, held until the transaction ends. */
export async function holdMessage(tx: Tx, id: string): Promise<Handed | null> {
  const rows = await tx.$queryRaw<Handed[]>`
    SELECT "id", "installationId", "decisionId", "channel", "reason", "digest", "state", "externalId", "error", "sentAt", "createdAt"
    FROM "Message" WHERE "id" = ${id}::uuid FOR UPDATE`;
  return rows[0] ?? null;
}

interface Left {
  id: string;
  /** Whom it has reached as far as is known; null: nobody. */
  externalId: string | null;
  error: string;
  now: Date;
}

/** Somebody has not got it after all; when it is over, nobody has. */
export async function notReached(tx: Tx, { id, externalId, error, now }: Left, isOver: boolean): Promise<void> {
  const failed = isOver ? { state: "failed", posted: 0, nextAttemptAt: null } : {};
  await tx.message.update({ where: { id }, data: { externalId, error, updatedAt: now, ...failed } });
}

/** What is known of it besides. */
export async function noteOf(tx: Tx, id: string, error: string, now: Date): Promise<void> {
  await tx.message.update({ where: { id }, data: { error, updatedAt: now } });
}
