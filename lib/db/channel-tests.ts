import type { Db } from "./client.ts";

/** A test whose process died is over after this time. */
const longest = "60 seconds";

/** Begins a test of a channel; false while another is under way, or when one ended less than `restMs` ago. */
export async function beginTest(db: Db, { name, kind }: { name: string; kind: string }, restMs: number): Promise<boolean> {
  const begun = await db.$executeRaw`
    INSERT INTO "Channel" AS c ("name", "kind", "testedAt") VALUES (${name}, ${kind}, now())
    ON CONFLICT ("name") DO UPDATE SET "testedAt" = now(), "tested" = NULL
    WHERE c."testedAt" IS NULL OR c."testedAt" < now() - ${longest}::interval
      OR (c."tested" IS NOT NULL AND c."testedAt" <= now() - ${restMs / 1000} * interval '1 second')`;
  return begun > 0;
}

export async function endTest(db: Db, name: string, said: object): Promise<void> {
  await db.$executeRaw`UPDATE "Channel" SET "testedAt" = now(), "tested" = ${JSON.stringify(said)}::jsonb WHERE "name" = ${name}`;
}

/** What the last test of a channel said; null while one is under way. */
export async function testSaid(db: Db, name: string): Promise<unknown> {
  return (await db.channel.findUnique({ where: { name }, select: { tested: true } }))?.tested ?? null;
}
