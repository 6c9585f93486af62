import { z } from "zod";
import { Category } from "#lib/model/taxonomy.ts";
import type { Db } from "./client.ts";
import { mayBeShown } from "./gather.ts";

const Row = z.object({ hash: z.string(), template: z.string(), category: Category });

/** The signatures that people have labelled, the last seen first, of the projects that may be shown to models. */
export async function labelledSignatures(db: Db, installationId: string, limit: number): Promise<z.infer<typeof Row>[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT s."hash", s."template", s."category" FROM "Signature" s
    WHERE s."installationId" = ${installationId} AND s."category" IS NOT NULL AND EXISTS (
      SELECT 1 FROM "Issue" i WHERE i."installationId" = s."installationId" AND i."signature" = s."hash" AND ${mayBeShown})
    ORDER BY s."lastSeen" DESC LIMIT ${limit}`;
  return rows.flatMap((row) => Row.safeParse(row).data ?? []);
}

export interface SignatureNow {
  template: string;
  /** What a model said of it, as `LlmMemory`. */
  llm: unknown;
}

/** What is known of these signatures. */
export async function signaturesOf(
  db: Db,
  installationId: string,
  hashes: readonly string[],
): Promise<Map<string, SignatureNow>> {
  const rows = await db.signature.findMany({
    where: { installationId, hash: { in: [...hashes] } },
    select: { hash: true, template: true, llm: true },
  });
  return new Map(rows.map(({ hash, ...row }) => [hash, row]));
}
