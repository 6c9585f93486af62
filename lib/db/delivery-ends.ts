import type { Db } from "./client.ts";

export interface DeliveryEnd {
  at: string;
  /** Resource and action, as `issue.created`. */
  what: string;
}

export interface DeliveryEnds {
  first: DeliveryEnd | null;
  last: DeliveryEnd | null;
  /** Whether one of them named the installation that it comes from, as Sentry's do and samples do not. */
  fromSentry: boolean;
}

/** The first webhook that is still kept, and the newest. */
export async function deliveryEnds(db: Db): Promise<DeliveryEnds> {
  const end = async (order: "asc" | "desc"): Promise<DeliveryEnd | null> => {
    const select = { resource: true, action: true, receivedAt: true } as const;
    const row = await db.delivery.findFirst({ select, orderBy: { id: order } });
    return row && { at: row.receivedAt.toISOString(), what: [row.resource, row.action].filter(Boolean).join(".") };
  };
  const named = db.installation.count({ where: { uuids: { isEmpty: false } } });
  const [first, last, count] = await Promise.all([end("asc"), end("desc"), named]);
  return { first, last, fromSentry: count > 0 };
}
