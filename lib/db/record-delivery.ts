import type { Db, Tx } from "./client.ts";
import type { Delivery } from "./generated/client.ts";

export type DeliveryRow = Pick<Delivery, "id" | "installationId" | "resource" | "sealed" | "receivedAt">;

/** A delivery that still wants work; null when it is unknown or its work is done. Counts the attempt. */
export async function openDelivery(db: Db, id: string): Promise<DeliveryRow | null> {
  const [row] = await db.$queryRaw<DeliveryRow[]>`
    UPDATE "Delivery" SET "attempts" = "attempts" + 1 WHERE "id" = ${id}::uuid AND "state" = 'accepted'
    RETURNING "id", "installationId", "resource", "sealed", "receivedAt"`;
  return row ?? null;
}

export async function finishDelivery(tx: Db | Tx, id: string, reportId: string | null, now: Date): Promise<void> {
  await tx.$executeRaw`UPDATE "Delivery" SET "state" = 'done', "reportId" = ${reportId}::uuid, "error" = NULL, "doneAt" = ${now} WHERE "id" = ${id}::uuid AND "state" = 'accepted'`;
}

/** Says on the row what went wrong, for people; `parked` ends its attempts. */
export async function deliveryFailed(db: Db, id: string, error: string, state: "accepted" | "parked"): Promise<void> {
  await db.delivery.updateMany({ where: { id, state: "accepted" }, data: { state, error: error.slice(0, 500) } });
}

/** A delivery whose work was taken over too often: parked with the error it left, or as poison when it left none. */
export async function parkDelivery(db: Db, id: string): Promise<void> {
  await db.$executeRaw`UPDATE "Delivery" SET "state" = 'parked', "error" = COALESCE("error", 'poison: its work ended the process each time') WHERE "id" = ${id}::uuid AND "state" = 'accepted'`;
}

/** Has a finished or parked delivery wait for its work again; false when it waits already or is none. */
export async function reopenDelivery(tx: Tx, id: string): Promise<boolean> {
  const opened = await tx.$executeRaw`
    UPDATE "Delivery" SET "state" = 'accepted', "attempts" = 0, "error" = NULL, "doneAt" = NULL WHERE "id" = ${id}::uuid AND "state" IN ('done', 'parked')`;
  return opened > 0;
}
