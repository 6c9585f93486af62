import { Prisma } from "./generated/client.ts";
import { idAt } from "./id-at.ts";

/** Of decisions: made at this time or later. None has an id older than its time, so those before are not read. */
export const decidedAfter = (since: Date): Prisma.Sql => Prisma.sql`"id" >= ${idAt(since.getTime())}::uuid AND "at" >= ${since}`;
