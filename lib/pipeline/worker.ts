import { availableParallelism } from "node:os";
import { databaseCode } from "#lib/db/client.ts";
import { beat } from "#lib/db/heartbeats.ts";
import { deliveryFailed, parkDelivery } from "#lib/db/record-delivery.ts";
import { AppError } from "#lib/model/errors.ts";
import { type Job, type JobName, jobs } from "#lib/queue/queue.ts";
import { redactText } from "#lib/report/redact.ts";
import { fetchEvent } from "./fetch.ts";
import { notify } from "./notify.ts";
import { giveBack, refine } from "./refine.ts";
import { due, route } from "./route.ts";
import type { Tools } from "./tools.ts";
import { triage } from "./triage.ts";
import { upkeep } from "./upkeep.ts";
import { writeBack } from "./write-back.ts";

export interface Worker {
  /** Claims nothing more at once; lets what runs finish within the grace, then gives it back. */
  stop(graceMs: number): Promise<void>;
}

type Handler<N extends JobName> = (job: Job<N>) => Promise<void>;

const beatMs = 5000;
/** So long before its end a worker that stops gives back what it has not finished. */
const handOverMs = 2000;
/** Half of the cores stay free for who answers webhooks and pages. */
const lanes = Math.max(1, Math.floor(availableParallelism() / 2));

/** What went wrong, as a row may show it: our own sentences, of others' errors only the code and the kind. The log has the rest. */
function describe(error: unknown): string {
  if (error instanceof AppError) return redactText(error.message);
  return [databaseCode(error), error instanceof Error ? error.name : typeof error].filter(Boolean).join(" ");
}

/** Works the queues until stopped. A job that fails says why on its delivery and is tried again; the queue parks it in the end. */
export async function runWorker(tools: Tools): Promise<Worker> {
  const boss = await tools.queue.ready();

  async function lane<N extends JobName>(
    name: N,
    batchSize: number,
    localConcurrency: number,
    handler: Handler<N>,
  ): Promise<void> {
    const options = {
      batchSize,
      localConcurrency,
      burstWhenBatchFull: batchSize > 1,
      pollingIntervalSeconds: 2,
      notifyPollingIntervalSeconds: 5,
      perJobResults: true as const,
    };
    const id: string = await boss.work(name, options, async (batch) => {
      const results = [];
      for (const { id, data } of batch) {
        try {
          await handler(jobs[name].parse(data) as Job<N>);
          results.push({ id, status: "completed" as const });
        } catch (error) {
          tools.notice("error", `job.${name}`, { job: id, err: error }, "a job failed");
          if (!(error instanceof AppError)) tools.report(error);
          if ("delivery" in (data as object))
            await deliveryFailed(tools.db, (data as Job<"triage">).delivery, describe(error), "accepted").catch(() => undefined);
          results.push({ id, status: "failed" as const, output: { error: describe(error) } });
        }
      }
      if (batchSize === 1) boss.notifyWorker(id); // else it would rest before it looks whether more waits
      return results;
    });
  }

  async function work<N extends JobName>(name: N, concurrency: number, batchSize: number, handler: Handler<N>): Promise<void> {
    if (batchSize > 1) return lane(name, batchSize, concurrency, handler);
    for (let n = 0; n < concurrency; n++) await lane(name, 1, 1, handler);
  }

  await tools.installations.refresh();
  await work("triage", lanes, 25, (job) => triage(tools, job));
  await work("parked", 1, 10, ({ delivery }) => parkDelivery(tools.db, delivery));
  await work("fetch", 4, 1, (job) => fetchEvent(tools, job));
  await work("route", 1, 10, (job) => route(tools, job));
  await work("due", 1, 10, (job) => due(tools, job));
  await work("notify", 8, 1, (job) => notify(tools, job));
  await work("refine", 2, 1, () => refine(tools));
  await work("write_back", 1, 1, (job) => writeBack(tools, job)); // one at a time: two about one issue would both post
  await work("upkeep", 1, 1, () => upkeep(tools));
  await boss.schedule("upkeep", "17 * * * *", {});
  await boss.schedule("refine", "* * * * *", {}); // takes over from the dead, and asks again when there is money again

  const say = (): void => void beat(tools.db, "worker").catch(() => undefined); // a missed beat shows as a worker that is away
  say();
  const beats = setInterval(say, beatMs);
  return {
    async stop(graceMs) {
      clearInterval(beats);
      const last = setTimeout(() => void giveBack(tools).catch(() => undefined), Math.max(0, graceMs - handOverMs));
      await tools.queue.close(graceMs);
      clearTimeout(last);
    },
  };
}
