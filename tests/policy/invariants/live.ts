import type { Gathering, Kept } from "#lib/model/decision.ts";
import type { PolicyDocument, PolicySpec } from "#lib/model/policy.ts";
import { ownSignature, type Signal, type SignalKind } from "#lib/model/signal.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { createWorld } from "#lib/policy/create-world.ts";
import { groupKeys } from "#lib/policy/group.ts";
import { isOpening } from "#lib/policy/rate.ts";
import type { Input, Slice, Taken } from "#lib/policy/world.ts";
import { plainNames, silenceId, usableOf } from "./documents.ts";
import { type History, type Step, subjectSaid } from "./history.ts";

export interface Told extends Taken {
  /** The incident as it was before, as far as decisions say. */
  before: Kept["conversation"] | null;
  document: PolicyDocument;
  usable: History["usable"];
  input: Input;
  /** In which order it came. */
  n: number;
}

/** Something that was done with an incident, as it was before. */
export interface Acted {
  input: Extract<Input, { kind: "act" }>;
  before: Kept["conversation"];
  document: PolicyDocument;
}

const uuid = (n: number): string => `019adf00-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
const outageSignature = "verdict:provider_outage:o";

/** A history as routing lives through it: each thing that happens begins another world with as little as it needs. */
export class Live {
  readonly log: Told[] = [];
  readonly inputs: Input[] = [];
  readonly kept = new Map<string, Kept>();
  usable: History["usable"];
  document: PolicyDocument;
  now: Date;
  readonly acted: Acted[] = [];
  readonly #gatherings = new Map<string, Gathering>();
  readonly #used = new Set<string>();
  readonly #sent = new Map<string, Date[]>();
  #count = 0;

  constructor({ document, usable, start, steps }: History) {
    this.document = document;
    this.usable = usable;
    this.now = start;
    for (const step of steps) this.step(step);
  }

  policy(name: string): PolicySpec {
    const found = this.document.policies.find((each) => each.name === name);
    if (!found) throw new Error(`no policy ${name}`);
    return found;
  }

  get open(): Kept["conversation"][] {
    return [...this.kept.values()].map(({ conversation }) => conversation).filter(({ state }) => state !== "resolved");
  }

  get gatherings(): Gathering[] {
    return [...this.#gatherings.values()];
  }

  /** What is kept of a conversation, which the input needs or does not. */
  #isTouched({ conversation, members }: Kept, input: Input): boolean {
    if (input.kind === "digest") return false;
    if (input.kind !== "signal") return conversation.id === input.incident;
    const { issue, subject } = input.signal;
    if (groupKeys(this.document.policies, input.signal).includes(conversation.groupKey)) return true;
    return issue === null ? conversation.subject.signature === subject.signature : members.has(issue);
  }

  #slice(input: Input): Slice {
    const all = [...this.kept.values()];
    const open = all.filter(({ conversation }) => conversation.state !== "resolved");
    const past = all.flatMap(({ conversation: { state, policy, groupKey, toldAt } }) =>
      state === "resolved" && toldAt ? [{ policy, groupKey, toldAt }] : [],
    );
    const [touched, others] = [
      open.filter((each) => this.#isTouched(each, input)),
      open.filter((each) => !this.#isTouched(each, input)),
    ];
    const goingOn = others.map(({ conversation: { id, subject } }) => ({ incident: id, subject }));
    return { conversations: touched, past, goingOn, sent: this.#sent, gatherings: this.gatherings, used: this.#used };
  }

  #happen(input: Input): void {
    const rules = { document: this.document, channels: this.usable, zone: "UTC" };
    const world = createWorld(rules, this.#slice(input), () => uuid(++this.#count + 0x10000));
    const known = new Map<string, Kept["conversation"]>();
    const conversationOf = (id: string): Kept["conversation"] | null => known.get(id) ?? this.kept.get(id)?.conversation ?? null;
    for (const taken of world.take(input)) {
      const { incident: id, decision, at } = taken;
      const before = id === null ? null : conversationOf(id);
      this.log.push({ ...taken, before, document: this.document, usable: this.usable, input, n: this.log.length });
      if (id !== null && decision.incident) known.set(id, { ...decision.incident, id });
      if (isOpening(decision.reason)) for (const to of decision.to) this.#sent.set(to, [at, ...(this.#sent.get(to) ?? [])]);
    }
    const { conversations, gatherings, used, named } = world.changes();
    for (const kept of conversations) this.kept.set(kept.conversation.id, kept);
    for (const gathering of gatherings) this.#gatherings.set(`${gathering.channel} ${gathering.carrier}`, gathering);
    for (const silence of used) this.#used.add(silence);
    for (const silence of named) this.#used.delete(silence);
  }

  take(input: Input): void {
    this.inputs.push(input);
    const before = input.kind === "act" ? this.kept.get(input.incident)?.conversation : undefined;
    if (input.kind === "act" && before) this.acted.push({ input, before, document: this.document });
    this.#happen(input);
  }

  /** What is due first: digests before incidents, and of these by name. */
  #due(): { at: Date; input: Input } | null {
    const digests = this.gatherings.flatMap(({ channel, carrier, dueAt }) =>
      dueAt
        ? [{ at: dueAt, name: `0 ${channel} ${carrier}`, input: { kind: "digest", at: dueAt, channel, carrier } as Input }]
        : [],
    );
    const incidents = this.open.flatMap(({ id, dueAt }) =>
      dueAt ? [{ at: dueAt, name: `1 ${id}`, input: { kind: "due", at: dueAt, incident: id } as Input }] : [],
    );
    const all = [...digests, ...incidents];
    return all.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.name < b.name ? -1 : 1))[0] ?? null;
  }

  /** Time passes; what falls due is woken `lag` late. */
  pass(ms: number, lag = 0): void {
    const until = this.now.getTime() + ms;
    for (let n = 0; n < 3000; n++) {
      const due = this.#due();
      const at = due ? Math.max(this.now.getTime(), due.at.getTime() + lag) : null;
      if (!due || at === null || at > until) break;
      this.now = new Date(at);
      this.#happen({ ...due.input, at: this.now });
    }
    this.now = new Date(until);
  }

  raise(kind: SignalKind, issue: string | null, subject: Partial<Subject>, waiting = false, by: string | null = null): Signal {
    const about = { ...emptySubject, severity: "medium" as const, signature: "s", ...subject, signal: kind };
    const signal: Signal = {
      ...{ id: uuid(++this.#count), installation: "default", kind, at: this.now, issue, verdict: null },
      ...{ subject: about, was: null, by },
    };
    this.take({ kind: "signal", at: this.now, signal, waiting });
    return signal;
  }

  #raiseOwn({ kind, key, on }: Extract<Step, { do: "own" }>): void {
    const about = { severity: "high", signature: ownSignature(kind, key) } as const;
    this.raise(on ? kind : "resolved", null, about);
  }

  step(step: Step): void {
    if (step.do === "pass") this.pass(step.ms, step.lag);
    else if (step.do === "jump") this.now = new Date(this.now.getTime() + step.ms);
    else if (step.do === "raise") this.raise(step.kind, `i${step.issue}`, subjectSaid(step), step.waiting, step.by);
    else if (step.do === "outage")
      this.raise(step.on ? "provider_outage" : "resolved", null, {
        severity: "critical",
        provider: "openai",
        signature: outageSignature,
      });
    else if (step.do === "own") this.#raiseOwn(step);
    else if (step.do === "rules") this.document = { ...this.document, policies: step.change(this.document.policies) };
    else if (step.do === "channel") this.#toggle(step.name);
    else this.#people(step);
  }

  #toggle(name: string): void {
    const off = plainNames.filter((each) => this.usable.has(each) === (each === name));
    this.usable = usableOf(this.document.channels, off);
  }

  #people(step: Extract<Step, { do: "act" | "silence" | "unsilence" }>): void {
    const { silences } = this.document;
    if (step.do === "silence") {
      const silence = { id: silenceId(silences.length), ...step.silence(this.now) };
      this.document = { ...this.document, silences: [...silences, silence] };
    } else if (step.do === "unsilence") {
      const { calendar: _, while: __, ...ended } = silences[step.which] ?? {};
      const until = { ...ended, until: this.now.toISOString() } as (typeof silences)[number];
      if (silences[step.which]) this.document = { ...this.document, silences: silences.with(step.which, until) };
    } else {
      const { open } = this;
      const incident = open[step.which % Math.max(1, open.length)]?.id;
      if (incident) this.take({ kind: "act", at: this.now, incident, act: step.act(this.now), by: "Ada" });
    }
  }
}
