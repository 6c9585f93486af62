import { transaction } from "#lib/db/client.ts";
import { forgottenMessages } from "#lib/db/messages.ts";
import type { Tools } from "./tools.ts";

const overdueMs = 900_000;

/** Messages whose job was lost or used up are looked at again. */
export async function sendForgotten({ db, queue, clock }: Tools): Promise<void> {
  const forgotten = await forgottenMessages(db, new Date(clock().getTime() - overdueMs));
  await transaction(db, async (tx) => {
    for (const message of forgotten) await queue.send(tx, "notify", { message });
  });
}
