import { z } from "zod";
import type { DeliveryState, DeliverySummary } from "#lib/model/arrival.ts";
import type { Db } from "./client.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Delivery as DeliveryRow } from "./generated/client.ts";

const columns = {
  id: true,
  resource: true,
  action: true,
  state: true,
  copies: true,
  receivedAt: true,
  reportId: true,
  error: true,
} as const;

const toSummary = ({ receivedAt, reportId, ...row }: Pick<DeliveryRow, keyof typeof columns>): DeliverySummary => ({
  id: row.id,
  resource: row.resource,
  action: row.action,
  state: row.state,
  copies: row.copies,
  received_at: receivedAt.toISOString(),
  report: reportId,
  error: row.error,
});

export interface DeliveryQuery {
  state?: DeliveryState | undefined;
  resource?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/** Newest first: the ids are ordered by time. */
export async function listDeliveries(
  db: Db,
  { state, resource, cursor, limit }: DeliveryQuery,
): Promise<{ deliveries: DeliverySummary[]; nextCursor: string | null }> {
  const before = cursor === undefined ? undefined : readCursor(z.uuid(), cursor);
  const where = { ...(state && { state }), ...(resource && { resource }), ...(before && { id: { lt: before } }) };
  const rows = await db.delivery.findMany({ where, select: columns, orderBy: { id: "desc" }, take: limit + 1 });
  const page = rows.slice(0, limit).map(toSummary);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return { deliveries: page, nextCursor: last ? writeCursor(last.id) : null };
}

export async function getDelivery(db: Db, id: string): Promise<DeliverySummary | null> {
  const row = await db.delivery.findUnique({ where: { id }, select: columns });
  return row && toSummary(row);
}
