import type { Decision } from "#lib/model/decision.ts";
import { isPage } from "#lib/model/policy.ts";
import type { RealIncident } from "#lib/model/recorded.ts";
import type { Signal } from "#lib/model/signal.ts";
import type { Rules, Taken } from "./world.ts";

export interface Tally {
  messages: number;
  pages: number;
  incidents: number;
}

/** What became of a real incident in a replay. */
export interface Fate {
  real: RealIncident;
  /** The first message since it began; null when there was none. */
  after: Date | null;
  /** It became a part of what somebody had been told of. */
  isMerged: boolean;
  /** What it became. */
  simulated: readonly string[];
}

interface Simulated {
  policy: string;
  /** It had begun before. */
  stood: boolean;
  isTold: boolean;
  /** What really was an incident of its own, became a part of this one, and was not told of since. */
  awaited: Fate[] | null;
}

const nobody: readonly string[] = [];

type Opened = { incident: string; by: string };

export const emptyTally = (): Tally => ({ messages: 0, pages: 0, incidents: 0 });

/** Adds up what a replay decides, and finds real incidents again in what it opens. */
export class ReplaySum {
  readonly total: Tally = emptyTally();
  readonly #channels: Rules["channels"];
  /** By the signal that opened them. */
  readonly #reals: Map<string, Fate[]>;
  readonly #byReal = new Map<string, Fate>();
  /** Those whose signal opened nothing, by their issue. */
  readonly #orphans = new Map<string, Fate[]>();
  readonly #simulated = new Map<string, Simulated>();
  /** Digest → the incidents it will tell of. */
  readonly #lines = new Map<string, Set<string>>();
  readonly #policies = new Map<string, Tally>();
  #signals = 0;
  #isOver = false;

  constructor(channels: Rules["channels"], reals: readonly RealIncident[]) {
    this.#channels = channels;
    const watched = reals.map((real): Fate => ({ real, after: null, isMerged: false, simulated: nobody }));
    this.#reals = Map.groupBy(watched, ({ real }) => real.signal);
  }

  /** One that had begun before what is replayed. */
  stands(id: string, policy: string, isTold: boolean): void {
    this.#simulated.set(id, { policy, stood: true, isTold, awaited: null });
  }

  get signals(): number {
    return this.#signals;
  }

  /** What comes from here on is not counted: it only says when somebody would be told. */
  end(): void {
    this.#isOver = true;
  }

  fateOf(real: string): Fate | undefined {
    return this.#byReal.get(real);
  }

  /** Whether somebody was told of an incident of the replay, at once or by a digest. */
  isTold(simulated: string): boolean {
    return this.#simulated.get(simulated)?.isTold ?? false;
  }

  /** Whether a digest that has not gone yet will tell of an incident of the replay. */
  isLined(simulated: string): boolean {
    return [...this.#lines.values()].some((incidents) => incidents.has(simulated));
  }

  /** Of every real incident whose signal was replayed. */
  fates(): Fate[] {
    return [...this.#byReal.values()];
  }

  /** What each policy told, and how many incidents are its own. */
  policies(): ReadonlyMap<string, Tally> {
    const all = new Map([...this.#policies].map(([name, tally]) => [name, { ...tally }]));
    for (const { policy, stood } of this.#simulated.values()) {
      if (stood) continue;
      const tally = all.get(policy) ?? emptyTally();
      tally.incidents++;
      all.set(policy, tally);
    }
    return all;
  }

  /** What was decided about a signal: what it opened or joined is from now on the real incident that it opened. */
  noteSignal(signal: Signal, taken: readonly Taken[]): void {
    this.#signals++;
    const first = taken.findIndex((each) => each.signal?.id === signal.id);
    const own = first > 0 ? taken.slice(first) : taken;
    if (first > 0) this.note(taken.slice(0, first));
    this.#keep(own);
    this.#watch(signal, own);
    this.#add(own);
  }

  note(taken: readonly Taken[]): void {
    if (taken.length === 0) return;
    this.#keep(taken);
    this.#add(taken);
  }

  #add(taken: readonly Taken[]): void {
    for (const { at, incident, decision, digest } of taken) {
      if (incident !== null) for (const channel of decision.lines) this.#line(channel, incident);
      if (decision.action !== "send" || decision.to.length === 0) continue;
      this.#count(decision, digest !== null);
      if (incident !== null) this.#told(incident, at);
      if (digest) this.#gone(digest.channel, at);
    }
  }

  #keep(taken: readonly Taken[]): void {
    for (const { incident, decision } of taken) {
      if (incident === null || !decision.incident) continue;
      const { policy } = decision.incident;
      const known = this.#simulated.get(incident);
      if (known) known.policy = policy;
      else this.#simulated.set(incident, { policy, stood: false, isTold: false, awaited: null });
    }
  }

  #watch({ id, issue }: Signal, taken: readonly Taken[]): void {
    const began = this.#reals.get(id);
    const orphans = issue === null ? undefined : this.#orphans.get(issue);
    if (!began && !orphans) return;
    if (began) for (const watched of began) this.#byReal.set(watched.real.id, watched);
    const both = orphans && began ? [...orphans, ...began] : (orphans ?? began ?? []);
    const opened: Opened[] = [];
    for (const { signal, incident, decision } of taken)
      if (signal?.id === id && incident !== null) opened.push({ incident, by: decision.policy });
    if (issue !== null && opened.length === 0) this.#orphans.set(issue, both);
    else if (issue !== null) this.#orphans.delete(issue);
    for (const watched of both) this.#join(watched, opened);
  }

  #join(watched: Fate, opened: readonly Opened[]): void {
    const own = opened.filter(({ by }) => by === watched.real.openedBy);
    const incidents = (own.length > 0 ? own : opened).map(({ incident }) => incident);
    watched.simulated = incidents.length > 1 ? [...new Set(incidents)] : incidents;
    for (const id of watched.simulated) {
      const simulated = this.#simulated.get(id);
      if (!simulated) continue;
      if (simulated.awaited) simulated.awaited.push(watched);
      else simulated.awaited = [watched];
      watched.isMerged ||= simulated.isTold;
    }
  }

  #line(channel: string, incident: string): void {
    const known = this.#lines.get(channel);
    if (known) known.add(incident);
    else this.#lines.set(channel, new Set([incident]));
  }

  #gone(channel: string, at: Date): void {
    for (const incident of this.#lines.get(channel) ?? []) this.#told(incident, at);
    this.#lines.delete(channel);
  }

  #told(id: string, at: Date): void {
    const simulated = this.#simulated.get(id);
    if (!simulated) return;
    simulated.isTold = true;
    for (const watched of simulated.awaited ?? []) if (!this.#isOver || !watched.isMerged) watched.after ??= at;
    simulated.awaited = null;
  }

  #count({ to, policy }: Decision, isDigest: boolean): void {
    if (this.#isOver) return;
    const pages = to.filter((name) => isPage(this.#channels.get(name))).length;
    const own = this.#policies.get(policy) ?? emptyTally();
    if (!isDigest) this.#policies.set(policy, own);
    for (const tally of [this.total, own]) {
      tally.messages += to.length;
      tally.pages += pages;
    }
  }
}
