import type { Tx } from "#lib/db/client.ts";
import { gatheringsOf, openingsSince } from "#lib/db/gatherings.ts";
import { goingOn, holdNames, type KeptRow, pastTellings, usedSilences } from "#lib/db/slice.ts";
import type { Subject } from "#lib/model/subject.ts";
import { createWorld } from "#lib/policy/create-world.ts";
import { likeness } from "#lib/policy/group.ts";
import { calendarsIn } from "#lib/policy/local.ts";
import { openingReasons } from "#lib/policy/rate.ts";
import { conditional } from "#lib/policy/silence.ts";
import type { Changes, Input, Slice, Taken } from "#lib/policy/world.ts";
import { idsAt } from "./ids-at.ts";
import type { RulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";

export interface Around {
  installation: string;
  /** The conversations it may concern, held. */
  kept: readonly KeptRow[];
  /** Group keys besides theirs. */
  keys: readonly string[];
  /** Errors besides theirs that silences are asked about. */
  subjects: readonly Subject[];
  /** Whether it is about what is gathered: then channels are held from the beginning. */
  isGathered?: boolean;
  /** Whether what turns out to reach nobody goes to the last resort in one message. */
  isTogether?: boolean;
}

export interface Happened extends Pick<Around, "installation" | "isTogether"> {
  rules: RulesNow;
  /** When, by the clock that was read after all that it touches was held. */
  now: Date;
  before: Slice;
  taken: readonly Taken[];
  changes: Changes;
}

/** What goes on elsewhere, as far as a silence asks for it. */
async function elsewhere(
  tx: Tx,
  rules: RulesNow,
  { installation, kept, subjects }: Around,
  now: Date,
): Promise<Slice["goingOn"]> {
  const { silences } = rules.document;
  const calendars = calendarsIn(rules.document.calendars, rules.zone);
  const spoken = kept.flatMap(({ members }) => [...members.values()].flatMap(({ subject }) => subject ?? []));
  const asked = [...subjects, ...spoken, ...kept.map(({ conversation }) => conversation.subject)].flatMap((subject) =>
    conditional(silences, subject, now, calendars).map(({ equal }) => likeness(equal, subject)),
  );
  const found = await goingOn(tx, installation, asked);
  return found.filter(({ incident }) => !kept.some(({ conversation }) => conversation.id === incident));
}

async function sliceAround(tx: Tx, rules: RulesNow, around: Around, now: Date): Promise<Slice> {
  const { installation, kept, keys } = around;
  const groups = new Set([...keys, ...kept.map(({ conversation }) => conversation.groupKey)]);
  return {
    conversations: kept,
    past: groups.size > 0 ? await pastTellings(tx, installation, [...groups]) : [],
    goingOn: await elsewhere(tx, rules, around, now),
    used: await usedSilences(tx, installation),
    sent: new Map(),
    gatherings: [],
  };
}

/** The limit of an hour, and what may be decided late as of its time. */
const sentMs = 2 * 3_600_000;
/** Clocks of two machines differ by less; a difference that is larger is a clock that was wrong. */
const skewMs = 5000;

/** Not before what was decided last about the same. */
function notBefore(now: Date, ...decided: readonly (Date | null | undefined)[]): Date {
  const known = decided.flatMap((at) => (at && at.getTime() - now.getTime() < skewMs ? [at.getTime()] : []));
  return new Date(Math.max(now.getTime(), ...known));
}

/** The same with what channels were sent and gather, held from now on. */
async function withChannels(
  tx: Tx,
  rules: RulesNow,
  installation: string,
  slice: Slice,
  clock: () => Date,
): Promise<[Slice, Date]> {
  await holdNames(tx, installation, ["channels"]);
  const now = clock();
  const sent = await openingsSince(tx, {
    installation,
    channels: [...rules.channels.keys()],
    since: new Date(now.getTime() - sentMs),
    reasons: openingReasons,
    most: rules.document.hourly * 2,
  });
  const { gatherings, updatedAt } = await gatheringsOf(tx, installation);
  return [{ ...slice, sent, gatherings }, notBefore(now, updatedAt, ...[...sent.values()].map(([newest]) => newest))];
}

/** Whether a channel is told of it, at once or later: then it depends on what channels were told before. */
const isTold = (taken: readonly Taken[], { gatherings }: Changes): boolean =>
  gatherings.length > 0 || taken.some(({ decision, digest }) => decision.to.length > 0 || decision.lines.length > 0 || digest);

/**
 * Lets things happen, one after the other, in a world of what they may concern, and answers what came of it. Nothing is written. Who
 * is told depends on what channels were told within the hour: only where somebody is, that is looked up and held, and it happens anew.
 */
export async function letHappen(
  { clock }: Pick<Tools, "clock">,
  tx: Tx,
  rules: RulesNow,
  around: Around,
  inputs: (now: Date) => readonly Input[],
): Promise<Happened> {
  const { installation, kept, isTogether } = around;
  const decided = kept.map(({ updatedAt }) => updatedAt);
  let now = notBefore(clock(), ...decided);
  let slice = await sliceAround(tx, rules, around, now);
  const happen = (): Happened => {
    const world = createWorld(rules, slice, idsAt(now));
    const taken = inputs(now).flatMap((input) => world.take(input));
    const where = { installation, ...(isTogether && { isTogether }) };
    return { ...where, rules, now, before: slice, taken, changes: world.changes() };
  };
  const alone = around.isGathered ? null : happen();
  if (alone && !isTold(alone.taken, alone.changes)) return alone;
  [slice, now] = await withChannels(tx, rules, installation, slice, clock);
  now = notBefore(now, ...decided);
  return happen();
}
