import { z } from "zod";
import { Category } from "#lib/model/taxonomy.ts";
import type { Db } from "./client.ts";

const Row = z.object({ hash: z.string(), template: z.string(), category: Category });

/** The signatures that people have labelled, the last seen first. */
export async function labelledSignatures(db: Db, installationId: string, limit: number): Promise<z.infer<typeof Row>[]> {
  const rows = await db.signature.findMany({
    where: { installationId, category: { not: null } },
    orderBy: { lastSeen: "desc" },
    take: limit,
    select: { hash: true, template: true, category: true },
  });
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
