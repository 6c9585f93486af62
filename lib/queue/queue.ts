import { fromPrisma, PgBoss, type Db as QueueDb } from "pg-boss";
import { z } from "zod";
import { CarrierSaid } from "#lib/model/carrier.ts";

/** The delivery that something answers: the uuid it came under, and whether Sentry itself sent it. */
const Answers = z.object({ uuid: z.string().nullable(), bySentry: z.boolean() });
export type Answers = z.infer<typeof Answers>;

/** Every kind of job and what it carries. */
export const jobs = {
  triage: z.object({ delivery: z.uuid() }),
  /** Reads an issue's latest event for a report that has none; `settle` also reads the issue itself. */
  fetch: z.object({
    installation: z.string(),
    issue: z.string(),
    delivery: z.uuid(),
    report: z.uuid().nullable(),
    settle: z.boolean(),
    attempt: z.number().int(),
    answers: Answers.optional(),
  }),
  parked: z.object({ delivery: z.uuid() }),
  /** Lets the policies decide about a signal. */
  route: z.object({ signal: z.uuid() }),
  /** An incident's time may have come: a step of its ladder, a repeat. */
  due: z.object({ incident: z.uuid() }),
  /** The time of what is gathered for a channel may have come. */
  digest: z.object({ installation: z.string(), channel: z.string(), carrier: z.string() }),
  /** A carrier said what became of a message or a call that Twilio took. */
  carrier: CarrierSaid.extend({ channel: z.string(), message: z.uuid() }),
  /** A message of a decision was given up: when all of them were, the next step is due; `again`: the same, when the rules no longer know them. */
  failed: z.object({ decision: z.uuid(), again: z.boolean().optional() }),
  /** A channel works again: incidents of which nobody was reached may be told there, those that come `after` one of them. */
  mended: z.object({ channel: z.string(), after: z.object({ severityRank: z.int(), id: z.uuid() }).optional() }),
  /** Looks for what was forgotten, and for what begins and ends by the clock alone. */
  sweep: z.object({}),
  /** Posts a message, or edits what was posted. */
  notify: z.object({ message: z.uuid() }),
  /** Asks a model about signatures that wait. */
  refine: z.object({}),
  /** Judges open issues by the team's rules of a version; `before` is where an earlier job stopped. */
  rules: z.object({ version: z.int(), before: z.uuid().nullable() }),
  /** Writes an issue's verdict back to Sentry. */
  write_back: z.object({
    installation: z.string(),
    issue: z.uuid(),
    verdict: z.uuid(),
    /** Under which Sentry knows the integration; null takes the newest that was learned. */
    uuid: z.string().nullable().default(null),
    attempt: z.number().int().default(1),
  }),
  /** Tells a retry hook that a failed call may be run again. */
  retry_call: z.object({ call: z.uuid() }),
  upkeep: z.object({}),
} as const;
export type JobName = keyof typeof jobs;
export type Job<N extends JobName> = z.infer<(typeof jobs)[N]>;

const policies: Record<JobName, { retryLimit: number; retryDelay: number; retryDelayMax: number; deadLetter?: JobName }> = {
  parked: { retryLimit: 10, retryDelay: 5, retryDelayMax: 600 },
  triage: { retryLimit: 3, retryDelay: 1, retryDelayMax: 60, deadLetter: "parked" },
  fetch: { retryLimit: 3, retryDelay: 5, retryDelayMax: 60 },
  route: { retryLimit: 10, retryDelay: 1, retryDelayMax: 60 },
  due: { retryLimit: 10, retryDelay: 5, retryDelayMax: 600 },
  digest: { retryLimit: 10, retryDelay: 5, retryDelayMax: 600 },
  carrier: { retryLimit: 10, retryDelay: 5, retryDelayMax: 600 },
  failed: { retryLimit: 10, retryDelay: 5, retryDelayMax: 600 },
  mended: { retryLimit: 10, retryDelay: 5, retryDelayMax: 600 },
  sweep: { retryLimit: 0, retryDelay: 1, retryDelayMax: 60 },
  notify: { retryLimit: 10, retryDelay: 5, retryDelayMax: 600 },
  refine: { retryLimit: 3, retryDelay: 5, retryDelayMax: 60 },
  rules: { retryLimit: 5, retryDelay: 5, retryDelayMax: 600 },
  write_back: { retryLimit: 5, retryDelay: 5, retryDelayMax: 600 },
  retry_call: { retryLimit: 10, retryDelay: 5, retryDelayMax: 600 },
  upkeep: { retryLimit: 2, retryDelay: 60, retryDelayMax: 600 },
};

interface SendOptions {
  startAfterSeconds?: number;
  /** Larger goes first. */
  priority?: number;
}

interface Sending<N extends JobName> extends SendOptions {
  data: Job<N>;
  /** Of several with one id only the first is added. */
  id?: string;
}

export interface Queue {
  /** Adds jobs inside the transaction that `tx` is. */
  send<N extends JobName>(tx: Parameters<typeof fromPrisma>[0], name: N, data: Job<N>, options?: SendOptions): Promise<void>;
  /** The same for many at once. */
  sendAll<N extends JobName>(tx: Parameters<typeof fromPrisma>[0], name: N, sendings: readonly Sending<N>[]): Promise<void>;
  /** Adds the triage of many deliveries at once through a given connection; a delivery has one such job, however often it is asked for. */
  triage(db: QueueDb, deliveries: readonly string[]): Promise<void>;
  /** Connects; called by whoever needs it first, and again after a failure. */
  ready(): Promise<PgBoss>;
  close(graceMs: number): Promise<void>;
}

interface Options {
  url: string;
  connections: number;
  /** A worker listens, supervises and schedules; a web process only adds jobs. */
  worker: boolean;
  onError: (error: Error) => void;
}

/** For the pool beneath pg-boss: an answer that never comes is given up, so that a dead connection is noticed. */
const pool = { query_timeout: 20_000, keepAlive: true };

export function openQueue({ url, connections, worker, onError }: Options): Queue {
  const boss = new PgBoss({
    connectionString: url,
    max: connections,
    ...pool,
    application_name: worker ? "verdict-queue" : "verdict-send",
    ...(worker && { options: "-c synchronous_commit=off" }), // a claim or completion lost in a crash repeats a job, and jobs may repeat
    migrate: false,
    supervise: worker,
    schedule: worker,
    useListenNotify: worker,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    monitorVacuum: false,
    reindex: false,
  });
  boss.on("error", onError);
  let started: Promise<PgBoss> | undefined;
  const ready = (): Promise<PgBoss> => {
    started ??= boss.start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  };
  return {
    ready,
    async send(tx, name, data, { startAfterSeconds, ...options } = {}) {
      await ready();
      await boss.send(name, data, {
        db: fromPrisma(tx),
        ...options,
        ...(startAfterSeconds && { startAfter: startAfterSeconds }),
      });
    },
    async sendAll(tx, name, sendings) {
      if (sendings.length === 0) return;
      await ready();
      await boss.insert(
        name,
        sendings.map(({ startAfterSeconds, ...sending }) => ({
          ...sending,
          ...(startAfterSeconds && { startAfter: startAfterSeconds }),
        })),
        { db: fromPrisma(tx) },
      );
    },
    async triage(db, deliveries) {
      await ready();
      await boss.insert(
        "triage",
        deliveries.map((delivery) => ({ id: delivery, data: { delivery } })),
        { db },
      );
    },
    async close(graceMs) {
      if (started) await boss.stop({ graceful: graceMs > 0, timeout: Math.max(graceMs, 1000) });
    },
  };
}

/** Installs or upgrades the queue's own schema and makes every queue; the caller holds the migration lock. */
export async function installQueues(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 2, migrate: true, supervise: false, schedule: false });
  boss.on("error", () => undefined); // the call that fails says so
  await boss.start();
  try {
    for (const [name, { deadLetter, ...policy }] of Object.entries(policies)) {
      const options = {
        ...policy,
        retryBackoff: true,
        expireInSeconds: 120,
        heartbeatSeconds: 20,
        notify: true,
        deleteAfterSeconds: 3600,
        ...(deadLetter && { deadLetter }),
      };
      if (await boss.getQueue(name)) await boss.updateQueue(name, options);
      else await boss.createQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}
