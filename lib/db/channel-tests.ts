import type { Db } from "./client.ts";

/** A test whose process died is over after this time. */
const longestMs = 60_000;

interface Asked {
  now: Date;
  /** A test that ended before this is over and done with. */
  since: Date;
}

/** Begins a test of a channel; false while another is under way, or when one ended after `since`. */
export async function beginTest(db: Db, { name, kind }: { name: string; kind: string }, { now, since }: Asked): Promise<boolean> {
  const begun = await db.$executeRaw`
    INSERT INTO "Channel" AS c ("name", "kind", "testedAt") VALUES (${name}, ${kind}, ${now})
    ON CONFLICT ("name") DO UPDATE SET "testedAt" = ${now}, "tested" = NULL
    WHERE c."testedAt" IS NULL OR c."testedAt" < ${new Date(now.getTime() - longestMs)} OR (c."tested" IS NOT NULL AND c."testedAt" <= ${since})`;
  return begun > 0;
}

export async function endTest(db: Db, name: string, said: object, now: Date): Promise<void> {
  await db.$executeRaw`UPDATE "Channel" SET "testedAt" = ${now}, "tested" = ${JSON.stringify(said)}::jsonb WHERE "name" = ${name}`;
}

/** What the last test of a channel said; null while one is under way. */
export async function testSaid(db: Db, name: string): Promise<unknown> {
  return (await db.channel.findUnique({ where: { name }, select: { tested: true } }))?.tested ?? null;
}
