import type { Db } from "./client.ts";

export interface DeliveryEnd {
  at: string;
  /** Resource and action, as `issue.created`. */
  what: string;
}

/** The first webhook that is still kept, and the newest. */
export async function deliveryEnds(db: Db): Promise<{ first: DeliveryEnd | null; last: DeliveryEnd | null }> {
  const end = async (order: "asc" | "desc"): Promise<DeliveryEnd | null> => {
    const select = { resource: true, action: true, receivedAt: true } as const;
    const row = await db.delivery.findFirst({ select, orderBy: { id: order } });
    return row && { at: row.receivedAt.toISOString(), what: [row.resource, row.action].filter(Boolean).join(".") };
  };
  const [first, last] = await Promise.all([end("asc"), end("desc")]);
  return { first, last };
}
