import type { Act, Conversation, Decision, Gathering, Kept } from "#lib/model/decision.ts";
import { type ChannelKind, type ChannelSpec, PolicyDocument, type PolicySpec, type SilenceSpec } from "#lib/model/policy.ts";
import type { Signal, SignalKind } from "#lib/model/signal.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { createWorld } from "#lib/policy/create-world.ts";
import { isOpening } from "#lib/policy/rate.ts";
import type { Input, World as Pure, Rules, Taken } from "#lib/policy/world.ts";

export interface Told extends Taken {
  /** The incident as it was before. */
  before: Conversation | null;
  /** The silences that there were. */
  silences: readonly SilenceSpec[];
}

const uuid = (n: number): string => `019adf00-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

const channels: ChannelSpec[] = [
  { name: "slack", kind: "slack" },
  { name: "hook", kind: "webhook" },
  { name: "pager", kind: "pagerduty" },
  { name: "sms", kind: "sms" },
  { name: "call", kind: "voice" },
  { name: "mail", kind: "email" },
  { name: "digest", kind: "digest", to: ["slack"], every: "30m" },
  { name: "morning", kind: "digest", to: ["slack"], at: "09:00" },
];

/** What the database does, in memory: keeps everything, and begins another world for whatever happens, as routing does. */
export class World {
  now = new Date("2026-11-30T10:00:00Z");
  channels = new Map<string, ChannelKind>([
    ["slack", "slack"],
    ["hook", "webhook"],
  ]);
  zone = "UTC";
  waiting = false;
  document: PolicyDocument;
  readonly log: Told[] = [];
  readonly kept = new Map<string, Kept>();
  readonly gatherings = new Map<string, Gathering>();
  readonly used = new Set<string>();
  readonly named: string[] = [];
  readonly sent = new Map<string, Date[]>();
  #count = 0;

  constructor(policies: PolicySpec[], more: Partial<PolicyDocument> = {}) {
    this.document = { ...PolicyDocument.parse({ version: 1, channels, policies }), ...more };
  }

  get rules(): Rules {
    return { document: this.document, channels: this.channels, zone: this.zone };
  }

  get policies(): PolicySpec[] {
    return this.document.policies;
  }

  get silences(): SilenceSpec[] {
    return this.document.silences;
  }

  set silences(silences: SilenceSpec[]) {
    this.document = { ...this.document, silences };
  }

  /** Makes all channels of the document usable. */
  everywhere(): this {
    this.channels = new Map(this.document.channels.map(({ name, kind }) => [name, kind]));
    return this;
  }

  #world(): Pure {
    const all = [...this.kept.values()];
    const past = all.flatMap(({ conversation: { state, policy, groupKey, toldAt } }) =>
      state === "resolved" && toldAt ? [{ policy, groupKey, toldAt }] : [],
    );
    const conversations = all.filter(({ conversation }) => conversation.state !== "resolved");
    const { sent, used } = this;
    const slice = { conversations, past, goingOn: [], sent, gatherings: [...this.gatherings.values()], used };
    return createWorld(this.rules, slice, () => uuid(++this.#count + 1_000_000));
  }

  #happen(work: (world: Pure) => Taken[]): Taken[] {
    const world = this.#world();
    const taken = work(world);
    for (const each of taken) this.log.push({ ...each, before: this.#before(each.incident), silences: this.silences });
    const { conversations, gatherings, used, named } = world.changes();
    for (const kept of conversations) this.kept.set(kept.conversation.id, kept);
    for (const gathering of gatherings) this.gatherings.set(`${gathering.channel} ${gathering.carrier}`, gathering);
    for (const silence of used) this.used.add(silence);
    for (const silence of named) this.used.delete(silence);
    this.named.push(...named);
    for (const { at, decision } of taken)
      if (isOpening(decision.reason)) for (const to of decision.to) this.sent.set(to, [at, ...(this.sent.get(to) ?? [])]);
    return taken;
  }

  #before(id: string | null): Conversation | null {
    const last = this.log.findLast(({ incident }) => incident === id)?.decision.incident;
    const kept = id === null ? undefined : this.kept.get(id);
    return kept ? { ...kept.conversation, member: last?.member ?? null, others: last?.others ?? { open: 0, worst: null } } : null;
  }

  take(input: Input): Taken[] {
    return this.#happen((world) => world.take(input));
  }

  pass(ms: number): void {
    const until = this.now.getTime() + ms;
    for (;;) {
      const next = this.#world().nextDue();
      if (!next || next.getTime() > until) break;
      if (next > this.now) this.now = next;
      this.#happen((world) => world.passTo(next));
    }
    this.now = new Date(until);
  }

  /** Nothing is woken meanwhile. */
  sleep(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** A world as it begins now. */
  begin(): Pure {
    return this.#world();
  }

  signal(kind: SignalKind, issue: string | null, subject: Partial<Subject> = {}, by: string | null = null) {
    const signal: Signal = {
      id: uuid(++this.#count),
      installation: "default",
      kind,
      at: this.now,
      issue,
      verdict: null,
      subject: { ...emptySubject, severity: "medium", category: "timeout", signature: "s", ...subject, signal: kind },
      was: null,
      by,
    };
    return { kind: "signal", at: this.now, signal, waiting: this.waiting } as const;
  }

  raise(kind: SignalKind, issue: string | null, subject: Partial<Subject> = {}, by: string | null = null): Decision[] {
    const input = this.signal(kind, issue, subject, by);
    return this.take(input)
      .filter(({ signal }) => signal === input.signal)
      .map(({ decision }) => decision);
  }

  act(id: string, act: Act, by = "Ada"): void {
    this.take({ kind: "act", at: this.now, incident: id, act, by });
  }

  acknowledge(id: string): void {
    this.act(id, { kind: "acknowledge" });
  }

  snooze(id: string, ms: number): void {
    this.act(id, { kind: "snooze", until: new Date(this.now.getTime() + ms) });
  }

  resolve(id: string): void {
    this.act(id, { kind: "resolve" });
  }

  get open(): Kept["conversation"][] {
    return [...this.kept.values()].map(({ conversation }) => conversation).filter(({ state }) => state !== "resolved");
  }

  /** What was told or not, in short: `send first`. */
  get said(): string[] {
    return this.log.map(({ decision: { action, reason } }) => `${action} ${reason}`);
  }
}
