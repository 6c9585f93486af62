import { databaseCode } from "#lib/db/client.ts";
import { deliveryFailed } from "#lib/db/record-delivery.ts";
import { AppError } from "#lib/model/errors.ts";
import { type Job, type JobName, jobs } from "#lib/queue/queue.ts";
import { redactText } from "#lib/report/redact.ts";
import type { Tools } from "./tools.ts";

export interface Lane<N extends JobName> {
  name: N;
  /** How many are claimed at once, to be done one after the other. */
  batchSize: number;
  handler: (job: Job<N>) => Promise<unknown>;
}

/** What went wrong, as a row may show it: our own sentences, of others' errors only the code and the kind. The log has the rest. */
function describe(error: unknown): string {
  if (error instanceof AppError) return redactText(error.message);
  return [databaseCode(error), error instanceof Error ? error.name : typeof error].filter(Boolean).join(" ");
}

async function failed(tools: Tools, name: JobName, { id, data }: { id: string; data: unknown }, error: unknown): Promise<string> {
  tools.notice("error", `job.${name}`, { job: id, err: error }, "a job failed");
  if (!(error instanceof AppError)) tools.report(error);
  const why = describe(error);
  const { delivery } = data as Partial<Job<"triage">>;
  if (delivery) await deliveryFailed(tools.db, delivery, why, "accepted").catch(() => undefined);
  return why;
}

/** Works a queue, one batch after the other, until the queue is closed. */
export async function openLane<N extends JobName>(tools: Tools, { name, batchSize, handler }: Lane<N>): Promise<void> {
  const boss = await tools.queue.ready();
  const options = {
    batchSize,
    burstWhenBatchFull: batchSize > 1,
    pollingIntervalSeconds: 2,
    notifyPollingIntervalSeconds: 5,
    perJobResults: true as const,
  };
  const lane: string = await boss.work(name, options, async (batch) => {
    const results = [];
    for (const job of batch) {
      try {
        await handler(jobs[name].parse(job.data) as Job<N>);
        results.push({ id: job.id, status: "completed" as const });
      } catch (error) {
        results.push({ id: job.id, status: "failed" as const, output: { error: await failed(tools, name, job, error) } });
      }
    }
    if (batchSize === 1) boss.notifyWorker(lane); // else it would rest before it looks whether more waits
    return results;
  });
}
