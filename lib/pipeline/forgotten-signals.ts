import { transaction } from "#lib/db/client.ts";
import { overdueIncidents } from "#lib/db/conversations.ts";
import { forgottenSignals } from "#lib/db/signals.ts";
import type { Tools } from "./tools.ts";

const overdueMs = 900_000;

/** Signals and incidents whose job was lost or used up are looked at again. */
export async function routeForgotten({ db, queue, clock }: Tools): Promise<void> {
  const before = new Date(clock().getTime() - overdueMs);
  const [signals, incidents] = await Promise.all([forgottenSignals(db, before), overdueIncidents(db, before)]);
  await transaction(db, async (tx) => {
    for (const signal of signals) await queue.send(tx, "route", { signal });
    for (const incident of incidents) await queue.send(tx, "due", { incident });
  });
}
