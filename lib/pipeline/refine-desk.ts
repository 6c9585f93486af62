import { type Crossed, type Limits, reserve, settle } from "#lib/db/budget-periods.ts";
import { seenIn } from "#lib/db/budget-use.ts";
import { transaction } from "#lib/db/client.ts";
import { noteState } from "#lib/db/llm-models.ts";
import { askedSince, leaveMinute, type Place, takeMinute } from "#lib/db/provider-minutes.ts";
import { renew } from "#lib/db/refinements.ts";
import { answeredToday } from "#lib/db/spend.ts";
import { LlmFailure } from "#lib/llm/failure.ts";
import { calendarDay } from "#lib/model/calendar-day.ts";
import type { Desk, Opening } from "./ask-model.ts";
import { limitsOf } from "./budgets.ts";
import type { Target } from "./refine-targets.ts";
import type { Tools } from "./tools.ts";

/** Somebody else has taken over what this worker was asking about. */
export class LeaseLost extends Error {}

export const leaseSeconds = ({ settings }: Pick<Tools, "settings">): number => settings.LLM_TIMEOUT_SECONDS + 15;

const minuteMs = 60_000;
/** Of what was asked of a key in ten minutes at most a tenth is asked once more, but a few always are. */
const retryWindowMs = 10 * minuteMs;
const retryShare = 0.1;
const retriesAlways = 3;

/** Answers that do not come for so many items make batches smaller; of fewer items nothing can be said. */
const countsFrom = 50;
const mostMissing = 0.02;

/** Halved when more than 2 % were missing, and again at a tenth. */
function batchSize(full: number, { items, valid }: { items: number; valid: number }): number {
  const missing = items < countsFrom ? 0 : 1 - valid / items;
  return Math.max(1, Math.floor(full / (missing > 5 * mostMissing ? 4 : missing > mostMissing ? 2 : 1)));
}

const crossed = {
  all: { daily: "The day's budget is used up.", monthly: "The month's budget is used up." },
  tier: {
    daily: "The strong tier's budget of the day is used up.",
    monthly: "The strong tier's budget of the month is used up.",
  },
  project: { daily: "The project's budget of the day is used up.", monthly: "The project's budget of the month is used up." },
} as const;

/** No money for the call; without a code when only calls that still run hold it, so that some of it may come back. */
async function exhausted({ db }: Tools, set: Limits, over: readonly Crossed[], worst: number): Promise<LlmFailure> {
  const whole = over.filter(({ part }) => part === "all");
  const seen = await seenIn(db, set.day);
  const gone = whole.find(({ scope }) => seen[scope].spentMicros + worst > (set[scope] ?? Number.POSITIVE_INFINITY));
  const first = gone ?? (whole.length === 0 ? over[0] : undefined);
  return first
    ? new LlmFailure("exhausted", crossed[first.part][first.scope], { code: `${first.part} ${first.scope}` })
    : new LlmFailure("exhausted", "What is left of the budget is reserved by calls that run.");
}

async function takePlace({ db, clock }: Tools, { target: { provider, limits }, tokens, isRetry }: Opening): Promise<Place> {
  const now = clock().getTime();
  const minute = Math.floor(now / minuteMs) * minuteMs;
  const place = { provider, minute: new Date(minute), needs: tokens, isRetry };
  if (await takeMinute(db, place, limits)) return place;
  const what = `${limits.requests} requests or ${limits.tokens} tokens`;
  throw new LlmFailure("throttled", `This minute's ${what} of the key have been used.`, {
    code: "minute",
    afterMs: minute + minuteMs - now,
  });
}

interface Asker {
  /** Under which the signatures are held; null: they are nobody's, and of what is said of them only the price is kept. */
  claim: string | null;
  installationId: string;
}

/** A desk that keeps its books in the database, for all workers. */
export function deskOf(tools: Tools, { claim, installationId }: Asker): Desk {
  const { db, clock } = tools;
  return {
    clock,
    heard: () => tools.fault("llm.after_answer_before_save"),
    async open(opening) {
      if (claim !== null && !(await renew(db, claim, leaseSeconds(tools)))) throw new LeaseLost();
      const place = await takePlace(tools, opening);
      const call = { ...opening.row, installationId, at: clock() };
      const set = await limitsOf(tools, call);
      const reserved = await reserve(db, set, call, opening.worst);
      if (!("over" in reserved)) return reserved.id;
      await leaveMinute(db, place); // those who have money may use it
      throw await exhausted(tools, set, reserved.over, opening.worst);
    },
    close: (id, settlement, said) =>
      transaction(db, (tx) => settle(tx, id, settlement, { now: clock(), said: claim === null ? undefined : said })),
    async batchOf({ model, baseUrl }: Target) {
      const seen = await answeredToday(db, { day: calendarDay(clock(), tools.settings.TIME_ZONE), model, baseUrl });
      return batchSize(tools.settings.LLM_BATCH_SIZE, seen);
    },
    async mayRetry({ provider }: Target) {
      const { requests, retries } = await askedSince(db, provider, new Date(clock().getTime() - retryWindowMs));
      return retries + 1 <= Math.max(retriesAlways, requests * retryShare);
    },
    learn: ({ place, rung }) => transaction(db, async (tx) => void (await noteState(tx, place, { rung }, clock()))),
  };
}
