import { addAudit } from "#lib/db/audit.ts";
import { transaction } from "#lib/db/client.ts";
import { getDelivery } from "#lib/db/deliveries.ts";
import { reopenDelivery } from "#lib/db/record-delivery.ts";
import type { By } from "#lib/model/by.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import type { Tools } from "./tools.ts";

const nothingToDo: Partial<Record<string, string>> = {
  ignored: "This delivery was kept without work to do: it is about nothing that gets a verdict.",
  quarantined: "This delivery could not be read when it came, and its bytes are the same now.",
};

/**
 * Has the work of a stored delivery done again, from its bytes as they came. What it led to before is found again and not
 * doubled; who presses twice has it done once. Throws NotFound, or BadInput when there is no work in it.
 */
export async function replayDelivery(tools: Tools, id: string, by: By): Promise<{ delivery: string }> {
  const known = await getDelivery(tools.db, id);
  if (!known) throw new NotFound("There is no such delivery, or its retention is over.");
  const why = nothingToDo[known.state];
  if (why) throw new BadInput(why);
  await transaction(tools.db, async (tx) => {
    if (!(await reopenDelivery(tx, id))) return;
    await tools.queue.send(tx, "triage", { delivery: id });
    await addAudit(tx, { by, action: "delivery.replay", target: id });
  });
  return { delivery: id };
}
