import { z } from "zod";
import type { Cause, Frame } from "#lib/model/report.ts";
import { framesOf } from "./frame.ts";
import { flag, object, objectOrNull, objects, text } from "./wire.ts";

const wire = z.object({
  type: text,
  value: text,
  stacktrace: objectOrNull,
  raw_stacktrace: objectOrNull,
  rawStacktrace: objectOrNull,
  mechanism: object.pipe(z.object({ handled: flag, meta: object })),
});

export type Thrown = {
  type: string | null;
  value: string | null;
  frames: Frame[];
  handled: boolean | null;
  errno: string | null;
};

/** The error itself first, then its causes, nearest first; Sentry has them the other way round, groups included. */
export function thrownOf(exception: unknown): Thrown[] {
  return valuesOf(exception).slice(-maxRead).reverse().map(toThrown);
}

const maxRead = 100;

function toThrown(value: Record<string, unknown>): Thrown {
  const { type, value: said, stacktrace, raw_stacktrace, rawStacktrace, mechanism } = wire.parse(value);
  return {
    type,
    value: said,
    frames: framesOf(stacktrace ?? raw_stacktrace ?? rawStacktrace),
    handled: mechanism.handled,
    errno: text.parse(object.parse(mechanism.meta.errno).name),
  };
}

/** Sentry wraps lists as `{values}`; some senders do not. */
export const valuesOf = (wrapped: unknown): Record<string, unknown>[] =>
  objects.parse(Array.isArray(wrapped) ? wrapped : object.parse(wrapped).values);

export const toCause = ({ type, value }: Thrown): Cause => ({ type: type ?? "", value: value ?? "" });

const threadWire = z.object({ crashed: flag, current: flag, stacktrace: objectOrNull });

/** The frames that tell most: the error's own, else of its nearest cause that has some, else of the thread that crashed. */
export function bestFrames(thrown: readonly Thrown[], stacktrace: unknown, threads: unknown): Frame[] {
  const own = thrown.find(({ frames }) => frames.length > 0)?.frames ?? framesOf(stacktrace);
  if (own.length > 0) return own;
  const running = valuesOf(threads).map((thread) => threadWire.parse(thread));
  const crashed = running.find((thread) => thread.crashed) ?? running.find((thread) => thread.current) ?? running[0];
  return framesOf(crashed?.stacktrace);
}
