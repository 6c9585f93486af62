import type { Conversation, Decision, State } from "#lib/model/decision.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import type { Signal, SignalKind } from "#lib/model/signal.ts";
import { emptySubject, type Subject } from "#lib/model/subject.ts";
import { type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";
import { decide } from "#lib/policy/decide.ts";
import { decideDue } from "#lib/policy/due.ts";
import { ended } from "#lib/policy/resolve.ts";

export interface Told {
  at: Date;
  decision: Decision;
  signal: Signal | null;
  /** The incident as it was before. */
  before: Conversation | null;
  /** The silences that there were. */
  silences: readonly SilenceSpec[];
}

interface Kept {
  conversation: Conversation;
  members: Map<string, { isResolved: boolean; severity: Severity }>;
}

const uuid = (n: number): string => `019adf00-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;

/** What the database does, in memory: keeps incidents and brings the facts that `decide` asks for. */
export class World {
  now = new Date("2026-11-30T10:00:00Z");
  channels = new Set(["slack", "hook"]);
  waiting = false;
  readonly log: Told[] = [];
  readonly kept = new Map<string, Kept>();
  readonly policies: PolicySpec[];
  silences: SilenceSpec[] = [];
  private count = 0;

  constructor(policies: PolicySpec[]) {
    this.policies = policies;
  }

  pass(ms: number): void {
    const until = this.now.getTime() + ms;
    for (;;) {
      const due = [...this.kept.values()]
        .filter(({ conversation: { dueAt } }) => dueAt && dueAt.getTime() <= until)
        .sort((a, b) => a.conversation.dueAt!.getTime() - b.conversation.dueAt!.getTime())[0];
      if (!due) break;
      this.now = new Date(Math.max(this.now.getTime(), due.conversation.dueAt!.getTime()));
      this.due(due);
    }
    this.now = new Date(until);
  }

  private due(kept: Kept): void {
    const before = { ...kept.conversation, member: null, others: this.others(kept, null) };
    const { incident, decision } = decideDue(before, this.state(null), this.policies, this.silences, this.now);
    kept.conversation = incident;
    if (decision) this.log.push({ at: this.now, decision, signal: null, before, silences: this.silences });
  }

  raise(kind: SignalKind, issue: string | null, subject: Partial<Subject> = {}, by: string | null = null): Decision[] {
    const signal: Signal = {
      id: uuid(++this.count),
      installation: "default",
      kind,
      at: this.now,
      issue,
      verdict: null,
      subject: { ...emptySubject, severity: "medium", category: "timeout", signature: "s", ...subject, signal: kind },
      was: null,
      by,
    };
    const state = this.state(issue);
    const decisions = decide(state, signal, this.policies, this.silences, this.now);
    for (const decision of decisions) {
      const before = state.conversations.find(({ id }) => id === decision.incident?.id) ?? null;
      this.log.push({ at: this.now, decision: this.keep(decision, signal), signal, before, silences: this.silences });
    }
    return decisions;
  }

  private keep(decision: Decision, signal: Signal): Decision {
    const { incident } = decision;
    if (!incident) return decision;
    const id = incident.id ?? uuid(++this.count + 1_000_000);
    const kept = this.kept.get(id) ?? { conversation: incident, members: new Map() };
    kept.conversation = { ...incident, id };
    if (signal.issue && incident.member)
      kept.members.set(signal.issue, { ...incident.member, severity: signal.subject.severity ?? "medium" });
    this.kept.set(id, kept);
    return { ...decision, incident: kept.conversation };
  }

  private others({ members }: Kept, issue: string | null): Conversation["others"] {
    const open = [...members]
      .filter(([name, { isResolved }]) => name !== issue && !isResolved)
      .map(([, { severity }]) => severity);
    const worst = severities[Math.min(...open.map(severityRank))] ?? null;
    return { open: open.length, worst };
  }

  private state(issue: string | null): State {
    const open = [...this.kept.values()].filter(({ conversation }) => conversation.state !== "resolved");
    return {
      conversations: open.map((kept) => ({
        ...kept.conversation,
        member: issue && kept.members.has(issue) ? { isResolved: kept.members.get(issue)!.isResolved } : null,
        others: this.others(kept, issue),
      })),
      past: [...this.kept.values()].flatMap(({ conversation: { state, policy, groupKey, toldAt } }) =>
        state === "resolved" && toldAt ? [{ policy, groupKey, toldAt }] : [],
      ),
      waiting: this.waiting,
      channels: this.channels,
      goingOn: open.map(({ conversation: { id, subject } }) => ({ incident: id!, subject })),
    };
  }

  acknowledge(id: string): void {
    const kept = this.kept.get(id)!;
    kept.conversation = { ...kept.conversation, state: "acknowledged", dueAt: null };
  }

  snooze(id: string, ms: number): void {
    const kept = this.kept.get(id)!;
    const until = new Date(this.now.getTime() + ms);
    kept.conversation = { ...kept.conversation, snoozedUntil: until, dueAt: until };
  }

  resolve(id: string): void {
    const kept = this.kept.get(id)!;
    const policy = this.policies.find(({ name }) => name === kept.conversation.policy)!;
    const before = kept.conversation;
    const decision = ended(policy, before, this.channels, this.now);
    kept.conversation = decision.incident!;
    this.log.push({ at: this.now, decision, signal: null, before, silences: this.silences });
  }

  get open(): Conversation[] {
    return [...this.kept.values()].map(({ conversation }) => conversation).filter(({ state }) => state !== "resolved");
  }

  /** What was told or not, in short: `send first`. */
  get said(): string[] {
    return this.log.map(({ decision: { action, reason } }) => `${action} ${reason}`);
  }
}
