import type { Conversation, Decision, Facts, Kept, State } from "#lib/model/decision.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import type { Subject } from "#lib/model/subject.ts";
import { decideAct } from "./act.ts";
import { Agenda, type Place, type What } from "./agenda.ts";
import { always } from "./always.ts";
import { decide } from "./decide.ts";
import { decideDue } from "./due.ts";
import { Gatherings } from "./gatherings.ts";
import { distinctGroups, groupKeys } from "./group.ts";
import { Holdings } from "./holdings.ts";
import type { Holding } from "./kept.ts";
import { calendarsIn } from "./local.ts";
import { Ongoing } from "./ongoing.ts";
import { Sent } from "./rate.ts";
import { Uses } from "./uses.ts";
import type { Changes, Input, Rules, Slice, Taken, World } from "./world.ts";

/** What is due is decided as of its time, unless it comes so much later: then once, as of now. */
const punctualMs = 60_000;
/** More than can be due of one incident at once. */
const mostAtOnce = 200;

/** Routing begins it with what the database holds, a replay with nothing. */
export const createWorld = (rules: Rules, slice: Slice, newId: () => string): World => new PolicyWorld(rules, slice, newId);

type Named = Conversation & { id: string };
const isNamed = (conversation: Conversation): conversation is Named => conversation.id !== null;

class PolicyWorld implements World {
  readonly #rules: Rules;
  readonly #newId: () => string;
  readonly #groups: readonly PolicySpec[];
  readonly #always: ReturnType<typeof always>;
  readonly #holdings: Holdings;
  readonly #gatherings: Gatherings;
  readonly #ongoing: Ongoing;
  readonly #sent: Sent;
  readonly #uses: Uses;
  readonly #agenda = new Agenda((what) => this.#dueOf(what));

  constructor(rules: Rules, slice: Slice, newId: () => string) {
    const { silences, calendars, policies, hourly } = rules.document;
    this.#rules = rules;
    this.#newId = newId;
    this.#groups = distinctGroups(policies);
    this.#holdings = new Holdings(slice);
    this.#gatherings = new Gatherings(rules, slice.gatherings);
    this.#ongoing = new Ongoing(silences, calendarsIn(calendars, rules.zone));
    this.#sent = new Sent(slice.sent, hourly);
    this.#uses = new Uses(silences, slice.used);
    this.#always = always(rules, this.#holdings, this.#ongoing);
    this.#begin(slice);
  }

  #begin({ goingOn, conversations, gatherings }: Slice): void {
    const at = new Date(0);
    for (const { incident, subject } of goingOn) this.#ongoing.set(incident, subject, at);
    for (const { conversation } of conversations) {
      this.#note(conversation, at);
      this.#agenda.put(conversation.dueAt, { incident: conversation.id });
    }
    for (const { channel, carrier, dueAt } of gatherings) this.#agenda.put(dueAt, { channel, carrier });
  }

  take(input: Input): Taken[] {
    if (input.kind === "signal") return this.#signal(input);
    if (input.kind === "digest") return this.#goIfDue(input, input.at);
    const due = this.#dues(input.incident, input.at);
    return input.kind === "due" ? due : [...due, ...this.#act(input)];
  }

  nextDue(): Date | null {
    return this.#agenda.next()?.at ?? null;
  }

  passTo(until: Date): Taken[] {
    const taken: Taken[] = [];
    for (let next = this.#agenda.take(until); next; next = this.#agenda.take(until)) {
      const { at, what } = next;
      taken.push(...("incident" in what ? this.#dues(what.incident, at) : this.#goIfDue(what, at)));
    }
    return taken;
  }

  conversation = (id: string): Kept | undefined => this.#holdings.get(id)?.kept;

  forget = (id: string): void => this.#holdings.forget(id);

  changes(): Changes {
    return { conversations: this.#holdings.changed, gatherings: this.#gatherings.changed, ...this.#uses.changes };
  }

  #dueOf(what: What): Date | null | undefined {
    if ("incident" in what) return this.#holdings.get(what.incident)?.conversation.dueAt;
    return this.#gatherings.get(what.channel, what.carrier)?.dueAt;
  }

  #facts(subject: Subject, keys: readonly string[]): Facts {
    const goingOn = this.#ongoing.like(subject);
    return { ...this.#always, past: this.#holdings.pastOf(keys), goingOn, sent: this.#sent.now, used: this.#uses.now };
  }

  #signal({ at, signal, waiting }: Extract<Input, { kind: "signal" }>): Taken[] {
    const { policies, silences } = this.#rules.document;
    const keys = groupKeys(this.#groups, signal);
    const touched = this.#holdings.touched(signal.issue, keys, signal.subject.signature);
    const taken = touched.flatMap(({ conversation }) => this.#dues(conversation.id, at));
    const conversations = touched.map((holding) => holding.seenBy(signal.issue));
    for (const { groupKey } of conversations) if (!keys.includes(groupKey)) keys.push(groupKey);
    const state: State = { ...this.#facts(signal.subject, keys), conversations, waiting };
    const before = taken.length;
    for (const decision of decide(state, signal, policies, silences, at)) taken.push(...this.#place(decision, at, signal));
    for (const { incident } of taken.slice(before)) if (incident !== null) taken.push(...this.#dues(incident, at));
    return taken;
  }

  #act({ at, incident, act, by }: Extract<Input, { kind: "act" }>): Taken[] {
    const before = this.#holdings.get(incident)?.seenBy(null);
    if (!before) return [];
    const facts = this.#facts(before.subject, [before.groupKey]);
    const { incident: after, decision } = decideAct(before, { act, by }, facts, this.#rules.document, at);
    const placed = decision ? this.#place(decision, at, null) : [];
    if (!decision) this.#keep({ ...after, id: incident }, null, at);
    return [...placed, ...this.#dues(incident, at)];
  }

  /** Everything of an incident that is due until then. */
  #dues(id: string, at: Date): Taken[] {
    const taken: Taken[] = [];
    for (let n = 0; n < mostAtOnce; n++) {
      const holding = this.#holdings.get(id);
      const dueAt = holding?.conversation.dueAt;
      if (!holding || !dueAt || dueAt > at) return taken;
      taken.push(...this.#due(holding, at.getTime() - dueAt.getTime() <= punctualMs ? dueAt : at));
    }
    const restless = this.#holdings.get(id);
    if (restless) this.#keep({ ...restless.seenBy(null), id, dueAt: new Date(at.getTime() + punctualMs) }, null, at);
    return taken;
  }

  #due(holding: Holding, at: Date): Taken[] {
    const { policies, silences } = this.#rules.document;
    const before = holding.seenBy(null);
    const facts = this.#facts(before.subject, [before.groupKey]);
    const { incident, decision } = decideDue(before, facts, policies, silences, at);
    if (decision) return this.#place(decision, at, null);
    this.#keep({ ...incident, id: holding.conversation.id }, null, at);
    return [];
  }

  #place(decision: Decision, at: Date, signal: Signal | null): Taken[] {
    const { incident } = decision;
    const kept = incident && (isNamed(incident) ? incident : { ...incident, id: this.#newId() });
    if (kept) this.#keep(kept, signal, at);
    this.#sent.note(decision, at);
    const subject = signal?.subject ?? incident?.subject;
    if (subject) this.#uses.note(decision, subject);
    const severity = incident?.severity ?? subject?.severity ?? "medium";
    const gone: Taken[] = [];
    for (const channel of decision.lines)
      for (const place of this.#gatherings.of(channel)) {
        gone.push(...this.#goIfDue(place, at));
        this.#agenda.put(this.#gatherings.addLine(place, at, severity), place);
      }
    const placed = kept === incident ? decision : { ...decision, incident: kept };
    gone.push({ at, signal, incident: kept?.id ?? null, decision: placed, digest: null });
    return gone;
  }

  /** What fell due before it was decided is due now. */
  #keep(decided: Named, signal: Signal | null, at: Date): void {
    const { id } = decided;
    const dueAt = decided.dueAt && decided.dueAt < at ? at : decided.dueAt;
    const conversation = dueAt === decided.dueAt ? decided : { ...decided, dueAt };
    const before = this.#holdings.get(id)?.conversation.dueAt;
    this.#holdings.keep(conversation, signal, this.#rules.document.policies);
    this.#note(conversation, at);
    if (dueAt?.getTime() !== before?.getTime()) this.#agenda.put(dueAt, { incident: id });
  }

  #note({ id, state, subject }: Pick<Kept["conversation"], "id" | "state" | "subject">, at: Date): void {
    if (state === "resolved") this.#ongoing.end(id);
    else this.#ongoing.set(id, subject, at);
  }

  #goIfDue(place: Place, at: Date): Taken[] {
    const dueAt = this.#gatherings.get(place.channel, place.carrier)?.dueAt;
    if (!dueAt || dueAt > at) return [];
    const isLate = at.getTime() - dueAt.getTime() > punctualMs;
    const taken = this.#gatherings.go(place, isLate ? at : dueAt, isLate);
    this.#agenda.put(this.#dueOf(place) ?? null, place);
    return taken ? [taken] : [];
  }
}
