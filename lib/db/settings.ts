import type { Db, Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** What is set under a key; undefined when nothing is. */
export async function readSetting(db: Pick<Db, "setting">, key: string): Promise<unknown> {
  return (await db.setting.findUnique({ where: { key }, select: { value: true } }))?.value;
}

export async function writeSetting(
  tx: Tx,
  { key, value, byName, now }: { key: string; value: Prisma.InputJsonValue; byName: string; now: Date },
): Promise<void> {
  const row = { value, byName, updatedAt: now };
  await tx.setting.upsert({ where: { key }, create: { key, ...row }, update: row });
}
