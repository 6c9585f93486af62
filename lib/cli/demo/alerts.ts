import { transaction } from "#lib/db/client.ts";
import { overdueIncidents } from "#lib/db/conversations.ts";
import { overdueGatherings } from "#lib/db/gatherings.ts";
import type { By } from "#lib/model/by.ts";
import { digest } from "#lib/pipeline/digests.ts";
import { dueTogether } from "#lib/pipeline/due.ts";
import { acknowledge } from "#lib/pipeline/incidents.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { noteFailure, watchOutages } from "#lib/pipeline/outage.ts";
import { routeTogether } from "#lib/pipeline/route.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { type JobName, jobs } from "#lib/queue/queue.ts";
import { announced, type DayTold, type DemoFailure, dayRows, dayTold, putUnrouted, settleAudit } from "./alert-rows.ts";

/** A signal is decided about so long after it was raised; a message takes so long until it is posted. */
const routedMs = 30;
const postedMs = 390;
const minuteMs = 60_000;
/** When somebody takes an incident on after it was announced. */
const takenOnMs = { critical: 10 * minuteMs, high: 14 * minuteMs };
/** Of so many high ones one is left to whoever looks at the demo. */
const leftOne = 4;

/** Something that happens in the day. */
interface Event {
  at: number;
  happen: (tools: Tools) => Promise<unknown>;
}

/** The tools of a day whose clock is set from event to event: of the queue's jobs only the messages and signals are done, at once. */
class Day {
  readonly tools: Tools;
  private now = new Date(0);
  private readonly jobs: { name: JobName; data: object }[] = [];

  constructor(real: Tools) {
    const send: Tools["queue"]["send"] = async (_tx, name, data) => void this.jobs.push({ name, data });
    const sendAll: Tools["queue"]["sendAll"] = async (_tx, name, sendings) =>
      void this.jobs.push(...sendings.map(({ data }) => ({ name, data })));
    this.tools = { ...real, queue: { ...real.queue, send, sendAll }, clock: () => this.now };
  }

  async let({ at, happen }: Event): Promise<void> {
    this.now = new Date(at);
    await happen(this.tools);
    for (let job = this.jobs.shift(); job; job = this.jobs.shift()) {
      this.now = new Date(at + (job.name === "notify" ? postedMs : routedMs));
      if (job.name === "route") await routeTogether(this.tools, [jobs.route.parse(job.data)]);
      if (job.name === "notify") await notify(this.tools, jobs.notify.parse(job.data));
    }
  }
}

const failed = async (tools: Tools, { installation, provider, category, signature }: DemoFailure): Promise<void> => {
  const issue = { installationId: installation };
  const failure = {
    recorded: { issue },
    report: { data: { llm: { provider } } },
    verdict: { category, signature },
    occurrences: 1,
  };
  await transaction(tools.db, (tx) => noteFailure(tools, tx, failure));
};

async function routed(tools: Tools, signal: string): Promise<void> {
  await putUnrouted(tools, signal);
  await routeTogether(tools, [{ signal }]);
}

/** What is due next, before a time. */
async function dueBefore(tools: Tools, before: number): Promise<Event | null> {
  const at = new Date(before);
  const [incidents, gatherings] = [await overdueIncidents(tools.db, at), await overdueGatherings(tools.db, at)];
  const due: Event[] = [
    ...incidents
      .slice(0, 1)
      .map(({ id, dueAt }) => ({ at: dueAt.getTime(), happen: (day: Tools) => dueTogether(day, [{ incident: id }]) })),
    ...gatherings.map(({ dueAt, ...gathering }) => ({ at: dueAt.getTime(), happen: (day: Tools) => digest(day, gathering) })),
  ];
  return due.toSorted((a, b) => a.at - b.at)[0] ?? null;
}

/** People who take incidents on some minutes after they were announced. */
class People {
  private readonly people: readonly By[];
  private readonly known = new Set<string>();
  private high = 0;

  constructor(people: readonly By[]) {
    this.people = people;
  }

  /** Who will take on what was announced since this was asked last. */
  async plans(tools: Tools, at: number): Promise<Event[]> {
    const fresh = (await announced(tools, new Date(at))).filter(({ id }) => !this.known.has(id));
    return fresh.flatMap(({ id, severityRank }): Event[] => {
      this.known.add(id);
      const isCritical = severityRank === 0;
      if (!isCritical && this.high++ % leftOne === 0) return [];
      const by = this.people[this.known.size % this.people.length];
      const happen = (day: Tools) => (by ? acknowledge(day, { incident: id, by }).catch(() => undefined) : Promise.resolve()); // it may have ended by itself
      return [{ at: at + (isCritical ? takenOnMs.critical : takenOnMs.high), happen }];
    });
  }
}

/**
 * Lets the policies decide about a day that is over, each thing at its own time: signals, failures of providers, what was due, and
 * the people who took incidents on.
 */
export async function liveThrough(real: Tools, people: readonly By[], until: Date): Promise<DayTold> {
  const { signals, failures } = await dayRows(real);
  const events: Event[] = [
    ...signals.map(({ id, at }) => ({ at: at.getTime() + routedMs, happen: (day: Tools) => routed(day, id) })),
    ...failures.map((failure) => ({ at: failure.at.getTime(), happen: (day: Tools) => failed(day, failure) })),
  ];
  const day = new Day(real);
  const staff = new People(people);
  const begin = Math.min(...events.map(({ at }) => at));
  for (let at = begin; at < until.getTime(); at += minuteMs) events.push({ at, happen: watchOutages });
  events.sort((a, b) => a.at - b.at);
  for (let next = events.shift(); next; next = events.shift()) {
    for (let due = await dueBefore(real, next.at); due; due = await dueBefore(real, next.at)) await day.let(due);
    await day.let(next);
    const plans = await staff.plans(real, next.at);
    if (plans.length > 0) {
      events.push(...plans);
      events.sort((a, b) => a.at - b.at);
    }
  }
  await settleAudit(real);
  return dayTold(real);
}
