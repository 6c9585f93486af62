import type { Tx } from "./client.ts";

/** Claims the next storm; gives the seconds to wait when the last was too recent, else 0. */
export async function claimStorm(tx: Tx, now: Date, pauseSeconds: number, byName: string): Promise<number> {
  const before = new Date(now.getTime() - pauseSeconds * 1000);
  const claimed = await tx.$executeRaw`
    INSERT INTO "Setting" AS s ("key", "value", "byName", "updatedAt") VALUES ('storm', 'true'::jsonb, ${byName}, ${now})
    ON CONFLICT ("key") DO UPDATE SET "byName" = excluded."byName", "updatedAt" = excluded."updatedAt" WHERE s."updatedAt" <= ${before}`;
  if (claimed > 0) return 0;
  const last = await tx.setting.findUniqueOrThrow({ where: { key: "storm" } });
  return Math.max(1, Math.ceil((last.updatedAt.getTime() - before.getTime()) / 1000));
}
