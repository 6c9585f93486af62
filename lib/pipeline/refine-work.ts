import { setTimeout as pause } from "node:timers/promises";
import { mostCandidates } from "#lib/classify/neighbours.ts";
import { transaction } from "#lib/db/client.ts";
import { labelledSignatures } from "#lib/db/labelled.ts";
import type { Signatures } from "#lib/db/refined-issues.ts";
import { type Claimed, drop, finish, postpone } from "#lib/db/refinements.ts";
import type { LlmFailure } from "#lib/llm/failure.ts";
import { calendarDay } from "#lib/model/calendar-day.ts";
import type { LlmTier } from "#lib/model/spend.ts";
import { secondsToTomorrow } from "./budgets.ts";
import { deskOf } from "./refine-desk.ts";
import { type Item, itemsOf } from "./refine-items.ts";
import { notesOf } from "./refine-notes.ts";
import { type Sample, sample } from "./refine-sample.ts";
import { saveAnswers } from "./refine-save.ts";
import type { Target } from "./refine-targets.ts";
import { type Answered, askInTurn, canAskStronger, type Turn } from "./refine-turn.ts";
import type { Tools } from "./tools.ts";

/** Minutes until what failed is asked about again. */
const laterMinutes = [1, 5, 25] as const;
/** Until money is asked for again: when it is gone, and when running calls may give some back. */
const exhaustedSeconds = { gone: 30, reserved: 5 } as const;

/** Until it is looked again whether somebody can be asked. */
const pauseSeconds = 5;

const endings = {
  silent: "No model gave a usable answer; the local verdict stands.",
  refused: "The model refused to speak of it; the local verdict stands.",
  unfit: "No model is set up for errors of this kind; the local verdict stands.",
  gone: "Its errors are gone.",
  kept: "What a model said of it stands; it is checked again another day.",
} as const;

interface Work {
  claim: string;
  installationId: string;
  claimed: readonly Claimed[];
  targets: readonly Target[];
  deadline: number;
}

interface Worked {
  /** There may be more to do at once. */
  goesOn: boolean;
  /** Of these something is remembered that has not reached all their issues. */
  stood: Signatures | null;
}

const hashesOf = (items: readonly Item[]): string[] => items.map(({ hash }) => hash);

/** One claim: who is asked about today, what the tier says of them, and what becomes of all. */
export async function work(tools: Tools, { claim, installationId, claimed, targets, deadline }: Work): Promise<Worked> {
  const tier: LlmTier = claimed[0]?.tier === "llm-strong" ? "llm-strong" : "llm-fast";
  const { items, gone, hidden } = await itemsOf(tools, claimed);
  const sampled = await sample(tools, installationId, tier, items);
  const asking = {
    desk: deskOf(tools, { claim, installationId }),
    notes: notesOf(tools, { targets, installationId }),
    targets,
    deadline,
    labelled: sampled.asked.length > 0 ? await labelledSignatures(tools.db, installationId, mostCandidates) : [],
    bill: { micros: paidFor(claimed, sampled.asked), latencyMs: new Map<string, number>() },
  };
  await lay(tools, claim, { gone, hidden, sampled });
  const turn = await askInTurn(asking, tier, sampled.asked);
  const { answered, waiting, failure } = turn;
  const goesOn = (one: Answered): boolean => tier === "llm-fast" && one.isUnsure && canAskStronger(targets, one, tools.clock());
  const kept = answered.length > 0 ? await keep(tools, { claim, installationId, answered, passOn: goesOn }) : 0;
  if (kept < answered.length) tools.notice("warn", "refine", { claim }, "an answer came too late and was dropped");
  await end(tools, claim, turn);
  if (waiting.length > 0 && failure) await putOff(tools, claim, claimed, hashesOf(waiting), failure);
  const stood = answered.length > 0 ? { installationId, hashes: hashesOf(answered.map(({ item }) => item)) } : null;
  return { goesOn: failure === null || failure.kind !== "exhausted", stood };
}

/** What was paid for answers that decided nothing. */
const paidFor = (claimed: readonly Claimed[], items: readonly Item[]): Map<string, number> =>
  new Map(items.map(({ id, hash }) => [id, claimed.find((one) => one.hash === hash)?.paidMicros ?? 0]));

interface Unasked {
  gone: string[];
  hidden: string[];
  sampled: Sample;
}

/** What nobody is asked about now. */
async function lay(tools: Tools, claim: string, { gone, hidden, sampled: { skipped, kept } }: Unasked): Promise<void> {
  const over = [
    [gone, endings.gone],
    [hashesOf(kept), endings.kept],
  ] as const;
  if (gone.length + hidden.length + kept.length > 0)
    await transaction(tools.db, async (tx) => {
      for (const [hashes, why] of over) await finish(tx, claim, hashes, "done", why);
      await drop(tx, claim, hidden);
    });
  const day = calendarDay(tools.clock(), tools.settings.TIME_ZONE);
  const seconds = secondsToTomorrow(tools);
  for (const [why, same] of Map.groupBy(skipped, (one) => one.why))
    await postpone(tools.db, claim, hashesOf(same.map(({ item }) => item)), {
      seconds,
      error: why,
      counts: false,
      skippedOn: day,
    });
}

/** What the models had nothing to say of. */
async function end(tools: Tools, claim: string, { silent, refused, unfit }: Turn): Promise<void> {
  if (silent.length + unfit.length === 0) return;
  await transaction(tools.db, async (tx) => {
    await finish(tx, claim, hashesOf(unfit), "done", endings.unfit);
    await finish(tx, claim, hashesOf(refused), "failed", endings.refused);
    await finish(tx, claim, hashesOf(silent.filter((item) => !refused.includes(item))), "failed", endings.silent);
  });
}

/** What was paid for is not lost to one bad moment of the database. */
async function keep(tools: Tools, answers: Parameters<typeof saveAnswers>[1]): Promise<number> {
  try {
    return await saveAnswers(tools, answers);
  } catch (err) {
    tools.notice("warn", "refine", { claim: answers.claim, err }, "answers could not be saved and are tried once more");
    await pause(1000);
    return await saveAnswers(tools, answers);
  }
}

/** What could not be asked keeps its local verdict and its place; an outage counts as an attempt, a wait does not. */
async function putOff(
  tools: Tools,
  id: string,
  claimed: readonly Claimed[],
  hashes: readonly string[],
  failure: LlmFailure,
): Promise<void> {
  if (failure.kind !== "unavailable") {
    const wait = failure.details.code === "pause" ? pauseSeconds : 0; // else the model's own pause is waited for
    const seconds = failure.kind === "exhausted" ? exhaustedSeconds[failure.details.code ? "gone" : "reserved"] : wait;
    return postpone(tools.db, id, hashes, { seconds, error: failure.message, counts: false });
  }
  for (const [attempts, same] of Map.groupBy(claimed, (one) => one.attempts)) {
    const these = same.map(({ hash }) => hash).filter((hash) => hashes.includes(hash));
    const minutes = laterMinutes[attempts - 1];
    if (minutes !== undefined)
      await postpone(tools.db, id, these, { seconds: minutes * 60, error: failure.message, counts: true });
    else await transaction(tools.db, (tx) => finish(tx, id, these, "failed", failure.message));
  }
}
