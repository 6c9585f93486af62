import type { Db, Tx } from "./client.ts";
import type { Failing } from "./provider-failures.ts";

export interface Outage extends Failing {
  id: string;
  openedAt: Date;
}

/** Opens it; false when one of the provider is open. Whoever opens one at the same time waits until the transaction ends. */
export async function openOutage(tx: Tx, { id, installation, provider, openedAt }: Outage): Promise<boolean> {
  const opened = await tx.$executeRaw`
    INSERT INTO "ProviderOutage" ("id", "installationId", "provider", "openedAt") VALUES (${id}::uuid, ${installation}, ${provider}, ${openedAt})
    ON CONFLICT ("installationId", "provider") WHERE "closedAt" IS NULL DO NOTHING`;
  return opened > 0;
}

export async function openOutages(db: Db | Tx): Promise<Outage[]> {
  return db.$queryRaw<Outage[]>`
    SELECT "id", "installationId" AS "installation", "provider", "openedAt" FROM "ProviderOutage" WHERE "closedAt" IS NULL ORDER BY "id"`;
}

/** False when another closed it. */
export async function closeOutage(tx: Tx, id: string, now: Date): Promise<boolean> {
  return (
    (await tx.$executeRaw`UPDATE "ProviderOutage" SET "closedAt" = ${now} WHERE "id" = ${id}::uuid AND "closedAt" IS NULL`) > 0
  );
}
