import type { Issue, Tx } from "./client.ts";
import { Prisma } from "./generated/client.ts";

/** For each signature the issues that were seen last, held in one order so that two workers cannot deadlock. */
export const holdNewestOf = (tx: Tx, installationId: string, hashes: readonly string[], each: number): Promise<Issue[]> =>
  tx.$queryRaw<Issue[]>`
    SELECT * FROM "Issue" WHERE "id" IN (
      SELECT "id" FROM (
        SELECT "id", row_number() OVER (PARTITION BY "signature" ORDER BY "lastSeen" DESC) AS "place" FROM "Issue"
        WHERE "installationId" = ${installationId} AND "signature" = ANY(${[...hashes]})) AS placed
      WHERE "place" <= ${each})
    ORDER BY "id" FOR UPDATE`;

/** Signatures of an installation. */
export interface Signatures {
  installationId: string;
  hashes: readonly string[];
}

/** Issues after this one, held, whose signature remembers what a model said while they stand as if nobody had been asked; of these signatures, or of all. */
export function holdUntold(tx: Tx, of: Signatures | null, after: string, limit: number): Promise<Issue[]> {
  const asked = of
    ? Prisma.sql`AND i."installationId" = ${of.installationId} AND i."signature" = ANY(${[...of.hashes]})`
    : Prisma.empty;
  return tx.$queryRaw<Issue[]>`
    SELECT i.* FROM "Issue" i JOIN "Signature" s ON s."installationId" = i."installationId" AND s."hash" = i."signature"
    WHERE i."provisional" AND i."id" > ${after}::uuid AND i."lastSeen" > now() - interval '7 days' AND s."llm"->>'category' <> 'unknown' ${asked}
    ORDER BY i."id" LIMIT ${limit} FOR UPDATE OF i`;
}
