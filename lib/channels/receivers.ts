import { createHash } from "node:crypto";
import { AppError, BadInput, Busy } from "#lib/model/errors.ts";
import { type Progress, Throttled } from "./channel.ts";

/** So many at once; no more are begun after this time, so that the whole takes less than a message's lease. */
const atOnce = 5;
const beginMs = 15_000;

const refusedMark = "-";

/** What a receiver is kept under: recognised by whoever knows the receiver, and by nobody else. */
const keyOf = (receiver: string): string => createHash("sha256").update(receiver).digest("hex").slice(0, 12);

/** Receiver → the service's id of what it got, or the mark of one that cannot be reached. Written as `key:id key:-`. */
const readKept = (kept: string | null): Map<string, string> =>
  new Map(
    (kept ?? "").split(" ").flatMap((part): [string, string][] => {
      const { key, id } = /^(?<key>[0-9a-f]{12}):(?<id>\S+)$/.exec(part)?.groups ?? {};
      return key && id ? [[key, id]] : [];
    }),
  );

const writeKept = (known: ReadonlyMap<string, string>): string => [...known].map(([key, id]) => `${key}:${id}`).join(" ");

/**
 * What is kept when the service's `id` turns out to have reached nobody: null of one that is not kept. `isFinal` is a message that all
 * were tried for, whose ids alone are kept; `left` is null when none of them is left.
 */
export function withoutId(kept: string | null, id: string, isFinal: boolean): { left: string | null } | null {
  if (isFinal) {
    const ids = (kept ?? "").split(",");
    const left = ids.filter((each) => each !== id);
    return left.length === ids.length ? null : { left: left.join(",") || null };
  }
  const known = readKept(kept);
  const [key] = [...known].find(([, each]) => each === id) ?? [];
  return key ? { left: writeKept(known.set(key, refusedMark)) } : null;
}

interface Run {
  known: Map<string, string>;
  refusals: string[];
  /** What keeps the others from being tried now, or some from having been reached. */
  stopped: AppError | null;
  passing: AppError | null;
  /** One after the other, so that what is kept last knows most. */
  keeping: Promise<void> | undefined;
}

async function one(run: Run, receiver: string, reach: (receiver: string) => Promise<string>): Promise<void> {
  try {
    run.known.set(keyOf(receiver), await reach(receiver));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error instanceof BadInput) {
      run.known.set(keyOf(receiver), refusedMark);
      run.refusals.push(error.message);
    } else if (error instanceof Busy && !(error instanceof Throttled)) run.passing = error;
    else run.stopped ??= error;
  }
}

function outcome({ known, refusals, stopped, passing }: Run, to: readonly string[], progress: Progress | undefined): string {
  if (stopped ?? passing) throw stopped ?? passing;
  const ids = to.map((receiver) => known.get(keyOf(receiver)));
  const reached = ids.filter((id) => id !== undefined && id !== refusedMark);
  const said = refusals.slice(0, 5).join("; ");
  if (reached.length === 0) throw new BadInput(said || "No receiver could be reached");
  if (reached.length < to.length)
    progress?.note(`${to.length - reached.length} of ${to.length} receivers did not get it${said && `: ${said}`}`);
  return reached.join(",");
}

/**
 * Reaches every receiver that no earlier attempt has reached. One that is wrong (BadInput) keeps nobody from it and is not tried
 * again; whoever has it is kept at once. Throws what time or somebody must mend, else answers with the services' ids.
 */
export async function reachEach(
  receivers: readonly string[],
  progress: Progress | undefined,
  reach: (receiver: string) => Promise<string>,
): Promise<string> {
  const to = [...new Set(receivers)];
  const run: Run = { known: readKept(progress?.kept ?? null), refusals: [], stopped: null, passing: null, keeping: undefined };
  const left = to.filter((receiver) => !run.known.has(keyOf(receiver)));
  const began = performance.now();
  for (let at = 0; at < left.length && !run.stopped; at += atOnce) {
    if (performance.now() - began > beginMs) {
      run.passing = new Busy(`The service is slow: ${left.length - at} of ${to.length} receivers are still to be reached`);
      break;
    }
    await Promise.all(
      left.slice(at, at + atOnce).map(async (receiver) => {
        await one(run, receiver, reach);
        if (to.length > 1) run.keeping = Promise.resolve(run.keeping).then(() => progress?.keep(writeKept(run.known)));
        await run.keeping;
      }),
    );
  }
  return outcome(run, to, progress);
}
