import { transaction } from "#lib/db/client.ts";
import type { Job } from "#lib/queue/queue.ts";
import { carryOut } from "./carry-out.ts";
import { letHappen } from "./let-happen.ts";
import { rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";

/** Sends the digest, or bundle, that is gathered for a carrier if its time has come. Once, however many jobs come. */
export async function digest(tools: Tools, { installation, channel, carrier }: Job<"digest">): Promise<void> {
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    const around = { installation, kept: [], keys: [], subjects: [], isGathered: true };
    const happened = await letHappen(tools, tx, rules, around, (at) => [{ kind: "digest", at, channel, carrier }]);
    await carryOut(tools, tx, happened);
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}
