import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { By } from "#lib/model/by.ts";
import type { Db, Tx } from "./client.ts";
import { readCursor, writeCursor } from "./cursor.ts";
import type { Prisma } from "./generated/client.ts";

export interface AuditLine {
  by: By;
  /** What was done, as `room.verb`. */
  action: string;
  target: string | null;
  /** Before and after; never a secret. */
  data: Prisma.InputJsonObject | null;
}

export interface AuditSummary {
  id: string;
  at: string;
  by: string;
  action: string;
  target: string | null;
  data: unknown;
}

/** Writes down who changed what; in the transaction of the change, so that neither stands without the other. */
export async function addAudit(
  db: Db | Tx,
  { by, action, target = null, data = null }: Pick<AuditLine, "by" | "action"> & Partial<AuditLine>,
): Promise<void> {
  const id = uuidv7();
  await db.auditEntry.create({ data: { id, byId: by.id, byName: by.name, action, target, ...(data && { data }) } });
}

const Place = z.tuple([z.iso.datetime(), z.uuid()]);

/** Newest first. */
export async function listAudit(
  db: Db,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ entries: AuditSummary[]; nextCursor: string | null }> {
  const [at, id] = cursor === undefined ? [] : readCursor(Place, cursor);
  const rows = await db.auditEntry.findMany({
    where: at && id ? { OR: [{ at: { lt: at } }, { at, id: { lt: id } }] } : {},
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  const entries = rows
    .slice(0, limit)
    .map(({ byId: _, byName, ...row }) => ({ ...row, at: row.at.toISOString(), by: byName, data: row.data ?? null }));
  const last = rows.length > limit ? entries.at(-1) : undefined;
  return { entries, nextCursor: last ? writeCursor([last.at, last.id]) : null };
}
