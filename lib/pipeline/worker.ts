import { availableParallelism } from "node:os";
import { beat } from "#lib/db/heartbeats.ts";
import { parkDelivery } from "#lib/db/record-delivery.ts";
import { openAlarm } from "#lib/queue/alarm.ts";
import type { JobName } from "#lib/queue/queue.ts";
import { carrier } from "./carrier.ts";
import { digest } from "./digests.ts";
import { due, dueTogether } from "./due.ts";
import { fetchEvent } from "./fetch.ts";
import { givingWay } from "./give-way.ts";
import { type Lane, openLane } from "./lane.ts";
import { notify } from "./notify.ts";
import { giveBack, refine, refineLanes } from "./refine.ts";
import { retryCall } from "./retry-calls.ts";
import { route, routeTogether } from "./route.ts";
import { judgeByRules } from "./rules-again.ts";
import { stepFailed } from "./step-failed.ts";
import { sweep } from "./sweep.ts";
import { tellUnreached } from "./tell-unreached.ts";
import type { Tools } from "./tools.ts";
import { triage } from "./triage.ts";
import { upkeep } from "./upkeep.ts";
import { writeBack } from "./write-back.ts";

export interface Worker {
  /** Claims nothing more at once; lets what runs finish within the grace, then gives it back. */
  stop(graceMs: number): Promise<void>;
  /** Has others do at once what this worker will not finish. */
  giveBack(): Promise<void>;
}

const beatMs = 5000;
/** So long before its end a worker that stops gives back what it has not finished. */
const handOverMs = 2000;
/** As many signals as one transaction decides about. */
const decidedAtOnce = 50;
/** Half of the cores stay free for who answers webhooks and pages. */
const half = Math.max(1, Math.floor(availableParallelism() / 2));

/** Opens lanes, side by side where several work one queue; answers which do. */
async function openAll(tools: Tools): Promise<Map<JobName, string[]>> {
  const lanes = new Map<JobName, string[]>();
  async function open<N extends JobName>(count: number, lane: Lane<N>): Promise<void> {
    const own: string[] = [];
    for (let n = 0; n < count; n++) own.push(await openLane(tools, lane));
    lanes.set(lane.name, own);
  }
  await open(half, { name: "triage", batchSize: 25, handler: givingWay(tools, (job) => triage(tools, job)) });
  await open(1, { name: "parked", batchSize: 10, handler: ({ delivery }) => parkDelivery(tools.db, delivery) });
  await open(4, { name: "fetch", batchSize: 1, handler: (job) => fetchEvent(tools, job) });
  await open(1, {
    name: "route",
    batchSize: decidedAtOnce,
    handler: givingWay(tools, (job) => route(tools, job)),
    together: givingWay(tools, (all) => routeTogether(tools, all)),
  });
  await open(1, {
    name: "due",
    batchSize: decidedAtOnce,
    handler: (job) => due(tools, job),
    together: (all) => dueTogether(tools, all),
  });
  await open(1, { name: "digest", batchSize: 10, handler: (job) => digest(tools, job) });
  await open(1, { name: "carrier", batchSize: 10, handler: (job) => carrier(tools, job) });
  await open(1, { name: "failed", batchSize: 10, handler: (job) => stepFailed(tools, job) });
  await open(1, { name: "mended", batchSize: 1, handler: (job) => tellUnreached(tools, job) });
  await open(1, { name: "sweep", batchSize: 1, handler: () => sweep(tools) });
  await open(8, { name: "notify", batchSize: 1, handler: (job) => notify(tools, job) });
  await open(4, { name: "retry_call", batchSize: 1, handler: (job) => retryCall(tools, job) });
  await open(refineLanes, { name: "refine", batchSize: 1, handler: () => refine(tools) });
  await open(1, { name: "rules", batchSize: 1, handler: (job) => judgeByRules(tools, job) });
  await open(1, { name: "write_back", batchSize: 1, handler: (job) => writeBack(tools, job) }); // two about one issue would both post
  await open(1, { name: "upkeep", batchSize: 1, handler: () => upkeep(tools) });
  return lanes;
}

/** Works the queues until stopped. A job that fails says why on its delivery and is tried again; the queue parks it in the end. */
export async function runWorker(tools: Tools): Promise<Worker> {
  const boss = await tools.queue.ready();
  await tools.installations.refresh();
  const lanes = await openAll(tools);
  await boss.schedule("upkeep", "17 * * * *", {});
  await boss.schedule("sweep", "* * * * *", {});
  await boss.schedule("refine", "* * * * *", {}); // takes over from the dead, and asks again when there is money again

  const say = (): void => void beat(tools.db, "worker").catch(() => undefined); // a missed beat shows as a worker that is away
  say();
  const beats = setInterval(say, beatMs);
  const closeAlarm = openAlarm(boss, lanes);
  const handOver = (): Promise<void> => giveBack(tools).catch(() => undefined); // its lease ends soon
  return {
    giveBack: handOver,
    async stop(graceMs) {
      clearInterval(beats);
      closeAlarm();
      const last = setTimeout(() => void handOver(), Math.max(0, graceMs - handOverMs));
      await tools.queue.close(graceMs);
      clearTimeout(last);
    },
  };
}
