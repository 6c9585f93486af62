import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { ConfigurationError } from "#lib/model/errors.ts";

/** Places where a test may break the line on purpose. */
export const faultPoints = [
  "ingest.before_commit",
  "ingest.after_commit_before_answer",
  "claim.after_commit",
  "save.before_commit",
  "save.after_commit",
  "llm.after_answer_before_save",
  "route.before_commit",
  "route.after_commit",
  "notify.before_send",
  "notify.after_send_before_record",
  "notify.after_record",
  "sweep.before_commit",
] as const;
export type FaultPoint = (typeof faultPoints)[number];
export type Fault = (point: FaultPoint) => Promise<void>;

type Action = { act: "kill" | "stop" | "throw" | "crash" | "delay"; ms: number; once: string | undefined };
const form = /^(?<point>[a-z._]{1,60})=(?<act>kill|stop|throw|crash|delay)(?::(?<ms>\d{1,6}))?(?:@(?<once>.{1,300}))?$/;

/**
 * Reads `point=kill|stop|throw|crash|delay:MS[@FILE]`, separated by semicolons; with FILE the fault happens once, and the file says that
 * it did. Without a specification nothing ever happens.
 */
export function createFaults(specification: string | undefined): Fault {
  if (!specification || specification === "on") return async () => undefined;
  const actions = new Map<string, Action>();
  for (const part of specification.split(";")) {
    const { point, act, ms, once } = form.exec(part.trim())?.groups ?? {};
    if (!point || !faultPoints.some((known) => known === point))
      throw new ConfigurationError(`FAULT_POINTS names no known place: ${faultPoints.join(", ")}`);
    actions.set(point, { act: act as Action["act"], ms: Number(ms ?? 0), once });
  }
  return async (point) => {
    const action = actions.get(point);
    if (!action || (action.once && existsSync(action.once))) return;
    if (action.once) writeFileSync(action.once, point);
    if (action.act === "kill") process.kill(process.pid, "SIGKILL");
    if (action.act === "stop") process.kill(process.pid, "SIGSTOP");
    if (action.act === "crash")
      setImmediate(() => {
        throw new Error(`fault point ${point}`);
      });
    if (action.act === "throw") throw new Error(`fault point ${point}`);
    await pause(action.ms);
  };
}
