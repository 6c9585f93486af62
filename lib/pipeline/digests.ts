import { transaction } from "#lib/db/client.ts";
import type { Job } from "#lib/queue/queue.ts";
import { carryOut } from "./carry-out.ts";
import { type Happened, letHappen } from "./let-happen.ts";
import { rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";
import { skewMs } from "./wake.ts";

/** For how long a job came too early by the clock of who runs it; null when it did not, or another comes at the right time. */
function earlyBy({ before, now }: Happened, { channel, carrier }: Job<"digest">): number | null {
  const dueAt = before.gatherings.find((each) => each.channel === channel && each.carrier === carrier)?.dueAt;
  const ms = dueAt ? dueAt.getTime() - now.getTime() : 0;
  return ms > 0 && ms <= skewMs ? ms : null;
}

/** Sends the digest, or bundle, that is gathered for a carrier if its time has come. Once, however many jobs come. */
export async function digest(tools: Tools, job: Job<"digest">): Promise<void> {
  const { installation, channel, carrier } = job;
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    const around = { installation, kept: [], keys: [], subjects: [], isGathered: true };
    const happened = await letHappen(tools, tx, rules, around, (at) => [{ kind: "digest", at, channel, carrier }]);
    await carryOut(tools, tx, happened);
    const early = earlyBy(happened, job);
    if (early !== null) await tools.queue.send(tx, "digest", job, { startAfterSeconds: early / 1000 });
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}
