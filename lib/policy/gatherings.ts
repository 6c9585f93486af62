import type { Decision, Gathering } from "#lib/model/decision.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import type { Place } from "./agenda.ts";
import { carriersOf, gone, isNamed, withLine } from "./gather.ts";
import { outcome } from "./outcome.ts";
import type { Rules, Taken } from "./world.ts";

const keyOf = ({ channel, carrier }: Place): string => `${channel}\u0000${carrier}`;

/** What digests and bundles gather, until they go. */
export class Gatherings {
  readonly #rules: Rules;
  readonly #all: Map<string, Gathering>;
  readonly #changed = new Set<string>();
  readonly #places = new Map<string, readonly Place[]>();

  constructor(rules: Rules, gatherings: readonly Gathering[]) {
    this.#rules = rules;
    this.#all = new Map(gatherings.map((gathering) => [keyOf(gathering), gathering]));
  }

  get changed(): Gathering[] {
    return [...this.#changed].flatMap((key) => this.#all.get(key) ?? []);
  }

  get(channel: string, carrier: string): Gathering | undefined {
    return this.#all.get(keyOf({ channel, carrier }));
  }

  /** What a line of this channel goes into. */
  of(channel: string): readonly Place[] {
    const known = this.#places.get(channel);
    if (known) return known;
    const places = carriersOf(channel, this.#rules).map((carrier) => ({ channel, carrier }));
    this.#places.set(channel, places);
    return places;
  }

  /** Answers when it goes, where that is news. */
  addLine(place: Place, at: Date, severity: Severity): Date | null {
    const nothing: Gathering = { ...place, since: at, dueAt: null, lines: 0, worst: null, sentAt: null };
    const before = this.#all.get(keyOf(place)) ?? nothing;
    const { dueAt } = this.#set(withLine(before, this.#rules, at, severity));
    return dueAt?.getTime() === before.dueAt?.getTime() ? null : dueAt;
  }

  /** Lets it go; to whom nothing can be sent it fails as a single message does. What is named no more ends. */
  go({ channel, carrier }: Place, at: Date, isLate: boolean): Taken | null {
    const gathering = this.get(channel, carrier);
    if (!gathering || gathering.lines === 0) return null;
    this.#set(gone(gathering, at));
    if (!this.#rules.channels.has(carrier) && !isNamed(channel, this.#rules))
      return this.#taken(at, outcome({ name: "" }, "none", "no_channel", null, { skipped: [carrier] }), null);
    const urgency = gathering.worst === "critical" && channel === carrier ? "high" : "low";
    const digest = { channel, from: gathering.since, until: at, lines: gathering.lines, late: isLate };
    return this.#taken(at, outcome({ name: "" }, "send", "digest", null, { to: [carrier], urgency }), digest);
  }

  #taken(at: Date, decision: Decision, digest: Taken["digest"]): Taken {
    return { at, signal: null, incident: null, decision, digest };
  }

  #set(gathering: Gathering): Gathering {
    const key = keyOf(gathering);
    this.#all.set(key, gathering);
    this.#changed.add(key);
    return gathering;
  }
}
