import type { Db } from "#lib/db/client.ts";

/** Has every attempt to sign in be counted at this one instant from now on, so that how long a password takes to be checked ends no wait. */
export async function holdAttempts(db: Db): Promise<void> {
  await db.$executeRawUnsafe(`
    CREATE FUNCTION hold_attempt() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN NEW."lastRequest" := ${Date.now()}; RETURN NEW; END $$`);
  await db.$executeRawUnsafe(
    `CREATE TRIGGER hold_attempt BEFORE INSERT ON "RateLimit" FOR EACH ROW EXECUTE FUNCTION hold_attempt()`,
  );
}
