import { setTimeout as pause } from "node:timers/promises";
import { withLabels } from "#lib/llm/drift.ts";
import { LlmFailure } from "#lib/llm/failure.ts";
import type { Desk } from "./ask-model.ts";
import type { Target } from "./refine-targets.ts";
import type { Notes } from "./refine-turn.ts";

/** What calls did cost and how they went. */
export interface Tally {
  calls: number;
  failed: number;
  micros: number;
  /** A provider did not say what it used. */
  estimated: number;
  inputTokens: number;
  outputTokens: number;
  latencyMs: number[];
}

export interface Purse {
  /** Micro-dollars at most; null: no limit. */
  most: number | null;
  batch: number;
  clock: () => Date;
}

const minuteMs = 60_000;
const breakMs = 60_000;

/** Waits for the minute in which a call may be made. */
function placesBy(clock: () => Date): (target: Target, tokens: number) => Promise<void> {
  const minutes = new Map<string, { requests: number; tokens: number }>();
  return async ({ provider, limits }, tokens) => {
    for (;;) {
      const now = clock().getTime();
      const key = `${provider} ${Math.floor(now / minuteMs)}`;
      const seen = minutes.get(key) ?? { requests: 0, tokens: 0 };
      if (seen.requests === 0 || (seen.requests < limits.requests && seen.tokens + tokens <= limits.tokens)) {
        minutes.set(key, { requests: seen.requests + 1, tokens: seen.tokens + tokens });
        return;
      }
      await pause(minuteMs - (now % minuteMs));
    }
  };
}

/** Books that are kept in memory, for one run that nobody shares. */
export function memoryDesk({ most, batch, clock }: Purse): { desk: Desk; tally: Tally } {
  const tally: Tally = { calls: 0, failed: 0, micros: 0, estimated: 0, inputTokens: 0, outputTokens: 0, latencyMs: [] };
  const reserved = new Map<string, number>();
  const takePlace = placesBy(clock);
  const desk: Desk = {
    clock,
    heard: async () => undefined,
    batchOf: async () => batch,
    mayRetry: async () => true,
    learn: async () => undefined,
    async open({ target, tokens, worst }) {
      await takePlace(target, tokens);
      const held = [...reserved.values()].reduce((sum, one) => sum + one, 0);
      if (most !== null && tally.micros + held + worst > most)
        throw new LlmFailure(
          "exhausted",
          "The budget of this run is used up, or too small for the dearest outcome of one more call.",
          { code: "all run" },
        );
      const id = String(++tally.calls);
      reserved.set(id, worst);
      return id;
    },
    async close(id, { costMicros, estimated, inputTokens, outputTokens, outcome, latencyMs }) {
      if (!reserved.delete(id)) return false;
      tally.micros += costMicros;
      tally.inputTokens += inputTokens;
      tally.outputTokens += outputTokens;
      if (estimated) tally.estimated++;
      if (outcome === "ok") tally.latencyMs.push(latencyMs ?? 0);
      else tally.failed++;
      return true;
    },
  };
  return { desk, tally };
}

/** What a run keeps in mind of its models. */
export const memoryNotes = (clock: () => Date): Notes => ({
  mayTry: async () => true,
  async failed(target, { kind, details, message }) {
    const ms = kind === "throttled" ? (details.afterMs ?? breakMs) : kind === "exhausted" ? 0 : breakMs;
    Object.assign(target, { fault: message, faultUntil: new Date(clock().getTime() + ms) });
  },
  async answered(target, labels) {
    Object.assign(target, { fault: null, faultUntil: null }, withLabels(target, labels));
  },
});
