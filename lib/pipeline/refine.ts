import { setTimeout as pause } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import { oldestReserved, settleLost } from "#lib/db/budget-periods.ts";
import { transaction } from "#lib/db/client.ts";
import type { Signatures } from "#lib/db/refined-issues.ts";
import { type Claimed, claim, finish, gather, hasQueued, nextDue, postpone, reclaim, release } from "#lib/db/refinements.ts";
import type { LlmFailure } from "#lib/llm/failure.ts";
import { type Bill, LeaseLost, leaseSeconds } from "./refine-ask.ts";
import { type Item, itemsOf } from "./refine-items.ts";
import { standOnRest } from "./refine-rest.ts";
import { saveAnswers } from "./refine-save.ts";
import { isUsable, type Target, targetsOf } from "./refine-targets.ts";
import { askInTurn } from "./refine-turn.ts";
import type { Tools } from "./tools.ts";

/** Minutes until what failed is asked about again. */
const laterMinutes = [1, 5, 25] as const;
/** No batch is begun, and no call made, after these: a job that lasts two minutes is taken for dead. */
const lastBatchMs = 30_000;
const lastCallMs = 75_000;
/** Until money is asked for again: when it is gone, and when running calls may give some back. */
const exhaustedSeconds = { gone: 30, reserved: 5 } as const;
const noAnswer = "No model gave a usable answer; the local verdict stands.";

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
  const isRecent = now.getTime() - (gathered.get(tools.queue) ?? 0) < gatherMs;
  if (isRecent || !(await targetsOf(tools)).some((target) => isUsable(target, now))) return;
  gathered.set(tools.queue, now.getTime());
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
  if (!targets.some((target) => isUsable(target, tools.clock()))) return false;
  const { LLM_BATCH_SIZE: batch, LLM_FLUSH_SECONDS: flushSeconds } = tools.settings;
  const id = uuidv7();
  await reclaim(tools.db);
  const claimed = await claim(tools.db, { claim: id, batch, flushSeconds, leaseSeconds: leaseSeconds(tools) });
  const [first] = claimed;
  if (!first) return false;
  const mine = heldBy(tools);
  mine.add(id);
  try {
    return await work(tools, { claim: id, installationId: first.installationId, claimed, targets, deadline });
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

interface Work {
  claim: string;
  installationId: string;
  claimed: readonly Claimed[];
  targets: readonly Target[];
  deadline: number;
}

async function work(tools: Tools, { claim: id, installationId, claimed, targets, deadline }: Work): Promise<boolean> {
  const items = await itemsOf(tools, claimed);
  const gone = claimed.map(({ hash }) => hash).filter((hash) => !items.some((item) => item.hash === hash));
  if (gone.length > 0) await transaction(tools.db, (tx) => finish(tx, id, gone, "done", "Its errors are gone."));
  const asking = {
    tools,
    claim: id,
    installationId,
    targets,
    deadline,
    bill: { micros: new Map(), latencyMs: new Map() } satisfies Bill,
  };
  const { answered, silent, waiting, failure } = await askInTurn(asking, items);
  if (answered.length > 0 && (await keep(tools, { claim: id, installationId, answered })) < answered.length)
    tools.notice("warn", "refine", { claim: id }, "an answer came too late and was dropped");
  if (answered.length > 0) await reach(tools, { installationId, hashes: answered.map(({ hash }) => hash) }, deadline);
  const hashesOf = (some: readonly Item[]): string[] => some.map(({ hash }) => hash);
  if (silent.length > 0) await transaction(tools.db, (tx) => finish(tx, id, hashesOf(silent), "failed", noAnswer));
  if (waiting.length > 0 && failure) await putOff(tools, id, claimed, hashesOf(waiting), failure);
  return failure === null || failure.kind !== "exhausted";
}

/** What was paid for is not lost to one bad moment of the database. */
async function keep(tools: Tools, answers: Parameters<typeof saveAnswers>[1]): Promise<number> {
  try {
    return await saveAnswers(tools, answers);
  } catch (err) {
    tools.notice("warn", "refine", { claim: answers.claim, err }, "answers could not be saved and are tried once more");
    await pause(1000);
    return await saveAnswers(tools, answers);
  }
}

/** What could not be asked keeps its local verdict and its place; an outage counts as an attempt, a wait does not. */
async function putOff(
  tools: Tools,
  id: string,
  claimed: readonly Claimed[],
  hashes: readonly string[],
  failure: LlmFailure,
): Promise<void> {
  if (failure.kind !== "unavailable") {
    const seconds = failure.kind === "exhausted" ? exhaustedSeconds[failure.details.code ? "gone" : "reserved"] : 0;
    return postpone(tools.db, id, hashes, { seconds, error: failure.message, counts: false });
  }
  for (const [attempts, same] of Map.groupBy(claimed, (one) => one.attempts)) {
    const these = same.map(({ hash }) => hash).filter((hash) => hashes.includes(hash));
    const minutes = laterMinutes[attempts - 1];
    if (minutes !== undefined)
      await postpone(tools.db, id, these, { seconds: minutes * 60, error: failure.message, counts: true });
    else await transaction(tools.db, (tx) => finish(tx, id, these, "failed", failure.message));
  }
}

/** In how many seconds a signature, a lease or a lost call is due, but not before a model may be asked; null when nothing is. */
async function nextLook(tools: Tools): Promise<number | null> {
  const now = tools.clock().getTime();
  const secondsTo = (at: Date | null): number => Math.max(0, ((at?.getTime() ?? 0) - now) / 1000);
  const [due, reserved] = await Promise.all([nextDue(tools.db, tools.settings.LLM_FLUSH_SECONDS), oldestReserved(tools.db)]);
  const lost = reserved && secondsTo(new Date(reserved.getTime() + leaseSeconds(tools) * 1000));
  const asked = (await targetsOf(tools)).filter(({ enabled, key }) => enabled && key !== "");
  const free = Math.min(...asked.map(({ faultUntil }) => secondsTo(faultUntil)));
  const looks = [due !== null && asked.length > 0 ? Math.max(due, free) : null, lost].filter((one) => one !== null);
  return looks.length > 0 ? Math.max(1, Math.ceil(Math.min(...looks))) : null;
}

/** Has somebody look again when the time has come, unless a job for that waits already; beyond a minute others will. */
async function comeBack(tools: Tools): Promise<void> {
  const seconds = await nextLook(tools);
  if (seconds !== null && seconds < 60 && !(await hasQueued(tools.db, seconds + 2)))
    await transaction(tools.db, (tx) => tools.queue.send(tx, "refine", {}, { startAfterSeconds: seconds }));
}
