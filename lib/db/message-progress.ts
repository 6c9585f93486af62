import type { Db, Tx } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** Whatever the connection does otherwise: who has got it must outlive the database's crash. */
const durably = Prisma.sql`(SELECT set_config('synchronous_commit', 'on', true) AS "kept") AS durable`;

/** Writes down which receivers a message has reached, while others are still to be. */
export async function keepProgress(db: Db, id: string, reached: string): Promise<void> {
  await db.$executeRaw`
    UPDATE "Message" SET "externalId" = ${reached} FROM ${durably} WHERE durable."kept" = 'on' AND "id" = ${id}::uuid AND "posted" = 0`;
}

/** It went, though not to everybody. */
export async function noteOnMessage(tx: Tx, id: string, sentence: string): Promise<void> {
  await tx.message.updateMany({ where: { id, state: "sent" }, data: { error: sentence } });
}
