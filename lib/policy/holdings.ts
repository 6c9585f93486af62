import type { Conversation, Kept, State } from "#lib/model/decision.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { memberSeverity } from "./conversation.ts";
import { Holding } from "./kept.ts";
import type { Slice } from "./world.ts";

type Ids = Map<string, Set<string>>;

function add(index: Ids, key: string, id: string): void {
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}

function remove(index: Ids, key: string, id: string): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}

/** The conversations of a world, found by issue, by group and by what they speak of; and when was told last of groups that are over. */
export class Holdings {
  readonly #all = new Map<string, Holding>();
  readonly #byIssue: Ids = new Map();
  readonly #byGroup: Ids = new Map();
  readonly #bySignature: Ids = new Map();
  readonly #past = new Map<string, Map<string, Date>>();
  readonly #changed = new Set<string>();
  #count = 0;

  constructor({ conversations, past }: Pick<Slice, "conversations" | "past">) {
    for (const kept of conversations) this.#insert(kept);
    for (const { policy, groupKey, toldAt } of past) this.#remember(policy, groupKey, toldAt);
  }

  get(id: string): Holding | undefined {
    return this.#all.get(id);
  }

  /** One that is over, and of which nobody will ask any more. */
  forget(id: string): void {
    if (this.#all.get(id)?.conversation.state !== "resolved") return;
    this.#all.delete(id);
    this.#changed.delete(id);
  }

  get changed(): Kept[] {
    return [...this.#changed].flatMap((id) => this.#all.get(id)?.kept ?? []);
  }

  /** Those not resolved that the issue is in, that have one of these group keys, or, without an issue, that speak of the same. */
  touched(issue: string | null, keys: readonly string[], signature: string | null): Holding[] {
    const ids = new Set<string>();
    const note = (some: Set<string> | undefined): void => some?.forEach((id) => void ids.add(id));
    if (issue !== null) note(this.#byIssue.get(issue));
    else if (signature !== null) note(this.#bySignature.get(signature));
    for (const key of keys) note(this.#byGroup.get(key));
    const found = [...ids].flatMap((id) => this.#all.get(id) ?? []);
    return found.length > 1 ? found.sort((a, b) => a.place - b.place) : found;
  }

  /** When policies told last of these groups, in conversations that are over. */
  pastOf(keys: Iterable<string>): State["past"] {
    const past: State["past"][number][] = [];
    for (const groupKey of new Set(keys))
      for (const [policy, toldAt] of this.#past.get(groupKey) ?? []) past.push({ policy, groupKey, toldAt });
    return past;
  }

  /** Whether the policy has another conversation of this group. */
  isTaken(policy: string, { id, groupKey }: Pick<Conversation, "id" | "groupKey">): boolean {
    const isOther = (other: string): boolean => other !== id && this.#all.get(other)?.conversation.policy === policy;
    const rivals = id === null ? undefined : this.#all.get(id)?.rivals;
    return [...(this.#byGroup.get(groupKey) ?? [])].some(isOther) || (rivals?.includes(policy) ?? false);
  }

  /** Keeps a conversation as it is from now on, and the place in it of the issue that the signal is about. */
  keep(
    { member, others: _, ...conversation }: Conversation & { id: string },
    signal: Signal | null,
    policies: readonly PolicySpec[],
  ): void {
    const { id } = conversation;
    const holding = this.#all.get(id);
    const governed = [holding?.conversation.policy, conversation.policy];
    if (holding) this.#replace(holding, conversation);
    else this.#insert({ conversation, members: new Map(), rest: { open: 0, worst: null } });
    this.#changed.add(id);
    if (!signal || signal.issue === null || !member) return;
    const known = this.#all.get(id);
    const [floor = {}] = governed.flatMap((own) => policies.find(({ name, enabled }) => name === own && enabled) ?? []);
    const was = known?.members.get(signal.issue);
    const severity = memberSeverity(was, signal, floor);
    const subject = signal.kind === "resolved" ? was?.subject : signal.subject;
    known?.setMember(signal.issue, { isResolved: member.isResolved, severity, ...(subject && { subject }) });
    if (conversation.state !== "resolved") add(this.#byIssue, signal.issue, id);
  }

  #insert(kept: Kept): void {
    const holding = new Holding(kept, this.#count++);
    this.#all.set(kept.conversation.id, holding);
    if (kept.conversation.state !== "resolved") this.#index(holding);
  }

  #index({ conversation, members }: Holding): void {
    for (const { index, key } of this.#places(conversation)) add(index, key, conversation.id);
    for (const member of members.keys()) add(this.#byIssue, member, conversation.id);
  }

  #unindex({ conversation, members }: Holding): void {
    for (const { index, key } of this.#places(conversation)) remove(index, key, conversation.id);
    for (const member of members.keys()) remove(this.#byIssue, member, conversation.id);
  }

  /** Where it is found, but by its members. */
  #places({ groupKey, issue, subject: { signature } }: Kept["conversation"]): { index: Ids; key: string }[] {
    const own = { index: this.#byGroup, key: groupKey };
    return issue === null && signature !== null ? [own, { index: this.#bySignature, key: signature }] : [own];
  }

  #replace(holding: Holding, after: Kept["conversation"]): void {
    const before = holding.conversation;
    if (before.state === "resolved") return;
    if (after.state === "resolved") {
      this.#unindex(holding);
      if (after.toldAt) this.#remember(after.policy, after.groupKey, after.toldAt);
    } else {
      for (const { index, key } of this.#places(before)) remove(index, key, after.id);
      for (const { index, key } of this.#places(after)) add(index, key, after.id);
    }
    holding.conversation = after;
  }

  #remember(policy: string, groupKey: string, toldAt: Date): void {
    const policies = this.#past.get(groupKey) ?? new Map<string, Date>();
    this.#past.set(groupKey, policies);
    const known = policies.get(policy);
    if (!known || known < toldAt) policies.set(policy, toldAt);
  }
}
