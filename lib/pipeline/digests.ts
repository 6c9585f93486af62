import { type Tx, transaction } from "#lib/db/client.ts";
import { writeMessages } from "#lib/db/decisions-write.ts";
import type { Gathering } from "#lib/model/decision.ts";
import type { Job } from "#lib/queue/queue.ts";
import { carryOut } from "./carry-out.ts";
import { idsAt } from "./ids-at.ts";
import { type Happened, letHappen } from "./let-happen.ts";
import type { Written } from "./message-rows.ts";
import { rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";
import { skewMs } from "./wake.ts";

/** For how long a job came too early by the clock of who runs it; null when it did not, or another comes at the right time. */
function earlyBy({ before, now }: Happened, { channel, carrier }: Job<"digest">): number | null {
  const dueAt = before.gatherings.find((each) => each.channel === channel && each.carrier === carrier)?.dueAt;
  const ms = dueAt ? dueAt.getTime() - now.getTime() : 0;
  return ms > 0 && ms <= skewMs ? ms : null;
}

/** What was gathered ended without a message, for the rules name the channel no more: one says so, and those of whom it was to tell are told of by the rules that stand. */
async function endUnnamed(
  tools: Tools,
  tx: Tx,
  { before, changes, installation, now }: Happened,
  written: readonly Written[],
): Promise<void> {
  for (const { taken, row } of written) {
    const [carrier] = taken.decision.reason === "no_channel" && taken.incident === null ? taken.decision.skipped : [];
    const isIts = (gathering: Gathering): boolean => gathering.carrier === carrier && gathering.channel === carrier;
    const was = before.gatherings.find(isIts);
    if (!carrier || !was || changes.gatherings.find(isIts)?.dueAt !== null) continue;
    const window = { digest: carrier, linesFrom: was.since, linesUntil: row.at, late: false };
    const none = { incidentId: null, issueId: null, step: null };
    const message = { id: idsAt(now)(), decisionId: row.id, channel: carrier, reason: "digest", urgency: "low", ...none };
    await writeMessages(tx, [{ ...message, ...window, createdAt: row.at }], installation, now);
    await tools.queue.send(tx, "notify", { message: message.id });
  }
}

/** Sends the digest, or bundle, that is gathered for a carrier if its time has come. Once, however many jobs come. */
export async function digest(tools: Tools, job: Job<"digest">): Promise<void> {
  const { installation, channel, carrier } = job;
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    const around = { installation, kept: [], keys: [], subjects: [], isGathered: true };
    const happened = await letHappen(tools, tx, rules, around, (at) => [{ kind: "digest", at, channel, carrier }]);
    await endUnnamed(tools, tx, happened, await carryOut(tools, tx, happened));
    const early = earlyBy(happened, job);
    if (early !== null) await tools.queue.send(tx, "digest", job, { startAfterSeconds: early / 1000 });
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}
