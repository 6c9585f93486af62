import { setTimeout as pause } from "node:timers/promises";
import { areArriving } from "#lib/db/arrivals.ts";
import type { Tools } from "./tools.ts";

const lookMs = 25;
const longestMs = 250;
const everyJobs = 5;

/** Lets webhooks that arrive go first: a sender waits a second, a verdict can wait a moment. Bounded, so that no flood stops the work. */
export function givingWay<J>({ db }: Tools, work: (job: J) => Promise<unknown>): (job: J) => Promise<unknown> {
  let done = 0;
  return async (job) => {
    if (done++ % everyJobs === 0)
      for (let waited = 0; waited < longestMs && (await areArriving(db)); waited += lookMs) await pause(lookMs);
    return work(job);
  };
}
