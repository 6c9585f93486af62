import { v7 as uuidv7 } from "uuid";
import { oldestReserved, settleLost } from "#lib/db/budget-periods.ts";
import { transaction } from "#lib/db/client.ts";
import { endStrong, gather } from "#lib/db/gather.ts";
import type { Signatures } from "#lib/db/refined-issues.ts";
import { claim, hasQueued, nextDue, reclaim, release } from "#lib/db/refinements.ts";
import { LlmTier } from "#lib/model/spend.ts";
import { LeaseLost, leaseSeconds } from "./refine-desk.ts";
import { standOnRest } from "./refine-rest.ts";
import { isUsable, targetsOf } from "./refine-targets.ts";
import { askableTiers, tierOf } from "./refine-turn.ts";
import { work } from "./refine-work.ts";
import type { Tools } from "./tools.ts";

/** So many batches a process asks about at once; the last place is kept for what alerts wait for. */
export const refineLanes = 3;
/** No batch is begun, and no call made, after these: a job that lasts two minutes is taken for dead. */
const lastBatchMs = 30_000;
const lastCallMs = 75_000;

/** Asks a model about the signatures that wait, and lets its verdicts stand. */
export async function refine(tools: Tools): Promise<void> {
  const began = performance.now();
  await tidy(tools);
  while ((await refineBatch(tools, began + lastCallMs)) && performance.now() - began < lastBatchMs) {}
  await comeBack(tools);
}

const gatherMs = 900_000;
const gathered = new WeakMap<object, number>();

/** Settles what the dead left, and now and then finds what nobody asked about. */
async function tidy(tools: Tools): Promise<void> {
  const now = tools.clock();
  await settleLost(tools.db, new Date(now.getTime() - leaseSeconds(tools) * 1000), now);
  if (now.getTime() - (gathered.get(tools.queue) ?? 0) < gatherMs) return;
  const targets = await targetsOf(tools);
  if (!targets.some((target) => isUsable(target, now))) return;
  gathered.set(tools.queue, now.getTime());
  if (tierOf(targets, "llm-strong").length === 0) await endStrong(tools.db);
  await gather(tools.db);
  await reach(tools, null, performance.now() + lastBatchMs);
}

/** Whom memory has not reached by the deadline, the next job reaches. */
async function reach(tools: Tools, of: Signatures | null, deadline: number): Promise<void> {
  if (!(await standOnRest(tools, of, deadline))) gathered.delete(tools.queue);
}

/** One batch, from claim to save; true when there may be more to do at once. */
async function refineBatch(tools: Tools, deadline: number): Promise<boolean> {
  const targets = await targetsOf(tools);
  const tiers = askableTiers(targets, tools.clock());
  if (tiers.length === 0) return false;
  const { LLM_BATCH_SIZE: batch, LLM_FLUSH_SECONDS: flushSeconds } = tools.settings;
  const id = uuidv7();
  await reclaim(tools.db);
  const mine = heldBy(tools);
  const urgentOnly = mine.size >= refineLanes - 1;
  mine.add(id);
  try {
    const claimed = await claim(tools.db, {
      claim: id,
      batch,
      flushSeconds,
      leaseSeconds: leaseSeconds(tools),
      urgentOnly,
      tiers,
    });
    const [first] = claimed;
    if (!first) return false;
    const { goesOn, stood } = await work(tools, { claim: id, installationId: first.installationId, claimed, targets, deadline });
    if (stood) await reach(tools, stood, deadline);
    return goesOn;
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    tools.notice("warn", "refine", { claim: id }, "another worker has taken over what was being asked");
    return true;
  } finally {
    mine.delete(id);
  }
}

const held = new WeakMap<object, Set<string>>();

/** The claims that this process is asking about. */
function heldBy({ queue }: Tools): Set<string> {
  const known = held.get(queue) ?? new Set();
  held.set(queue, known);
  return known;
}

/** Lets others ask at once about what this process will not finish; an answer that still comes is dropped. */
export async function giveBack(tools: Tools): Promise<void> {
  const claims = [...heldBy(tools)];
  if (claims.length === 0) return;
  await transaction(tools.db, async (tx) => {
    await release(tx, claims);
    await tools.queue.send(tx, "refine", {});
  });
}

/** In how many seconds a signature, a lease or a lost call is due, but not before somebody of its tier may be asked; null when nothing is. */
async function nextLook(tools: Tools): Promise<number | null> {
  const now = tools.clock().getTime();
  const secondsTo = (at: Date | null): number => Math.max(0, ((at?.getTime() ?? 0) - now) / 1000);
  const targets = await targetsOf(tools);
  const looks: number[] = [];
  for (const tier of LlmTier.options) {
    const asked = tierOf(targets, tier);
    const due = asked.length > 0 ? await nextDue(tools.db, tools.settings.LLM_FLUSH_SECONDS, tier) : null;
    if (due !== null) looks.push(Math.max(due, Math.min(...asked.map(({ faultUntil }) => secondsTo(faultUntil)))));
  }
  const reserved = await oldestReserved(tools.db);
  if (reserved) looks.push(secondsTo(new Date(reserved.getTime() + leaseSeconds(tools) * 1000)));
  return looks.length > 0 ? Math.max(1, Math.ceil(Math.min(...looks))) : null;
}

/** Has somebody look again when the time has come, unless a job for that waits already; beyond a minute others will. */
async function comeBack(tools: Tools): Promise<void> {
  const seconds = await nextLook(tools);
  if (seconds !== null && seconds < 60 && !(await hasQueued(tools.db, seconds + 2)))
    await transaction(tools.db, (tx) => tools.queue.send(tx, "refine", {}, { startAfterSeconds: seconds }));
}
