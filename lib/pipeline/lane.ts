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
  /** Does all that are claimed at once; where it fails, they are done one by one. */
  together?: (jobs: readonly Job<N>[]) => Promise<unknown>;
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

interface Claimed {
  id: string;
  data: object;
}

/** Whether all were done at once. */
async function areDone<N extends JobName>(
  tools: Tools,
  { name, together }: Lane<N>,
  batch: readonly Claimed[],
): Promise<boolean> {
  if (!together || batch.length < 2) return false;
  try {
    await together(batch.map(({ data }) => jobs[name].parse(data) as Job<N>));
    return true;
  } catch (err) {
    tools.notice("warn", `jobs.${name}`, { err, count: batch.length }, "jobs failed together and are done one by one");
    return false;
  }
}

/** Works a queue, one batch after the other, until the queue is closed; answers with the name by which the queue wakes it. */
export async function openLane<N extends JobName>(tools: Tools, opened: Lane<N>): Promise<string> {
  const { name, batchSize, handler } = opened;
  const boss = await tools.queue.ready();
  const options = {
    batchSize,
    burstWhenBatchFull: batchSize > 1,
    pollingIntervalSeconds: 2,
    notifyPollingIntervalSeconds: 10,
    perJobResults: true as const,
  };
  const lane: string = await boss.work<object>(name, options, async (batch) => {
    const results = [];
    if (await areDone(tools, opened, batch)) return batch.map(({ id }) => ({ id, status: "completed" as const }));
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
  return lane;
}
