import type { Sent } from "#lib/db/replay-history.ts";
import { type ChannelKind, isPage, type PolicyDocument } from "#lib/model/policy.ts";
import type { RealIncident } from "#lib/model/recorded.ts";
import type { IncidentChange, PolicyReplay } from "#lib/model/replay.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import type { Replay } from "#lib/policy/replay.ts";
import { emptyTally, type Fate, type Tally } from "#lib/policy/replay-sum.ts";

/** What really happened at one installation, and what would have. */
export interface Happened {
  reals: readonly RealIncident[];
  sent: readonly Sent[];
  /** The kinds of channels by the version of the document and name. */
  kinds: ReadonlyMap<number, ReadonlyMap<string, ChannelKind>>;
  replay: Replay;
}

/** As many incidents as a person can look through. */
const mostListed = 500;
/** What comes a moment sooner or later comes at the same time. */
const sameMs = 1000;

/** What was sent, summed up; digests have no policy. */
function sentOf({ sent, kinds, reals }: Happened): { total: Tally; policies: Map<string, Tally> } {
  const total = emptyTally();
  const policies = new Map<string, Tally>();
  const tally = (name: string): Tally => {
    const known = policies.get(name) ?? emptyTally();
    policies.set(name, known);
    return known;
  };
  for (const { version, policy, channel, messages } of sent) {
    const pages = isPage(kinds.get(version)?.get(channel)) ? messages : 0;
    for (const each of policy === null ? [total] : [total, tally(policy)]) {
      each.messages += messages;
      each.pages += pages;
    }
  }
  for (const { policy } of reals) tally(policy).incidents++;
  return { total, policies };
}

function changeOf({ real: { toldAt: before }, after, isMerged }: Fate): IncidentChange | null {
  if (before === null) return after === null ? null : "added";
  if (after === null) return isMerged ? "merged" : "lost";
  const late = after.getTime() - before.getTime();
  if (Math.abs(late) < sameMs) return null;
  return late > 0 ? "later" : "earlier";
}

type Changed = Fate & { change: IncidentChange };

const turn: Record<IncidentChange, number> = { lost: 0, later: 1, merged: 2, added: 3, earlier: 4 };
const delay = ({ real, after }: Changed): number => (real.toldAt && after ? after.getTime() - real.toldAt.getTime() : 0);

/** The most severe first; of those what is lost, then what comes latest. */
const worse = (a: Changed, b: Changed): number =>
  severityRank(a.real.severity) - severityRank(b.real.severity) ||
  turn[a.change] - turn[b.change] ||
  delay(b) - delay(a) ||
  (a.real.id < b.real.id ? -1 : 1);

const listed = ({ real, after, change }: Changed): Untitled => ({
  id: real.id,
  before: real.toldAt?.toISOString() ?? null,
  after: after?.toISOString() ?? null,
  change,
  severity: real.severity,
  policy: real.policy,
});

type Untitled = Omit<PolicyReplay["incidents"][number], "title">;
/** A replay whose incidents still need their titles: those of all that were looked at would be too many to read. */
export type UntitledReplay = Omit<PolicyReplay, "incidents" | "unset"> & { incidents: Untitled[] };

const sum = (tallies: readonly (Tally | undefined)[], part: keyof Tally): number =>
  tallies.reduce((all, tally) => all + (tally?.[part] ?? 0), 0);

/** The policies of the document in their order, then those that told somebody and are in it no more. */
function policiesOf(
  { policies }: PolicyDocument,
  before: readonly Map<string, Tally>[],
  after: readonly ReadonlyMap<string, Tally>[],
) {
  const names = [...policies.map(({ name }) => name), ...before.flatMap((each) => [...each.keys()])];
  return [...new Set(names)].map((name) => {
    const [was, will] = [before.map((each) => each.get(name)), after.map((each) => each.get(name))];
    const pair = (part: keyof Tally) => ({ before: sum(was, part), after: sum(will, part) });
    return { name, messages: pair("messages"), pages: pair("pages"), incidents: pair("incidents") };
  });
}

function changedIn(fates: readonly Fate[]): Changed[] {
  const changed = fates.flatMap((fate): Changed[] => {
    const change = changeOf(fate);
    return change ? [{ ...fate, change }] : [];
  });
  return changed.sort(worse);
}

function totalsOf(changed: readonly Changed[]): PolicyReplay["totals"] {
  const totals = { lost: 0, later: 0, merged: 0, added: 0, earlier: 0 };
  for (const { change } of changed) totals[change]++;
  return totals;
}

/** What a replay answers. */
export function replayAnswer(
  document: PolicyDocument,
  { days, since, until }: { days: number; since: Date; until: Date },
  happened: readonly Happened[],
): UntitledReplay {
  const before = happened.map(sentOf);
  const after = happened.map(({ replay }) => replay.sum);
  const changed = changedIn(after.flatMap((each) => each.fates()));
  const [was, will] = [before.map(({ total }) => total), after.map(({ total }) => total)];
  const pair = (part: keyof Tally) => ({ before: sum(was, part), after: sum(will, part) });
  return {
    days,
    from: since.toISOString(),
    until: until.toISOString(),
    signals: after.reduce((all, { signals }) => all + signals, 0),
    messages: pair("messages"),
    pages: pair("pages"),
    totals: totalsOf(changed),
    policies: policiesOf(
      document,
      before.map(({ policies }) => policies),
      after.map((each) => each.policies()),
    ),
    incidents: changed.slice(0, mostListed).map(listed),
  };
}
