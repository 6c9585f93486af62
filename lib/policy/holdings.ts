import type { Conversation, Kept, State } from "#lib/model/decision.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { memberSeverity } from "./conversation.ts";
import { Holding } from "./kept.ts";
import type { Slice } from "./world.ts";

/** Few of a key: a policy has at most one open conversation of a group. */
type Ids = Map<string, string[]>;

function add(index: Ids, key: string, id: string): void {
  const ids = index.get(key);
  if (ids === undefined) index.set(key, [id]);
  else if (!ids.includes(id)) ids.push(id);
}

function remove(index: Ids, key: string, id: string): void {
  const left = index.get(key)?.filter((each) => each !== id) ?? [];
  if (left.length > 0) index.set(key, left);
  else index.delete(key);
}

const none: readonly string[] = [];
const nothing: State["past"] = [];
const rest: Kept["rest"] = { open: 0, worst: null };

const enabled = (policies: readonly PolicySpec[], named: string | undefined): PolicySpec | undefined =>
  policies.find(({ name, enabled: isEnabled }) => name === named && isEnabled);

/** What is no issue is found by its signature too. */
const spokenOf = ({ issue, subject }: Kept["conversation"]): string | null => (issue === null ? subject.signature : null);

/** The conversations of a world, found by issue, by group and by what they speak of; and when was told last of groups that are over. */
export class Holdings {
  readonly #all = new Map<string, Holding>();
  readonly #byIssue: Ids = new Map();
  readonly #byGroup: Ids = new Map();
  readonly #bySignature: Ids = new Map();
  readonly #past = new Map<string, State["past"]>();
  readonly #changed = new Set<string>();
  #count = 0;

  constructor({ conversations, past }: Pick<Slice, "conversations" | "past">) {
    for (const kept of conversations) this.#insert({ ...kept, members: new Map(kept.members) });
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
    const found: Holding[] = [];
    const note = (ids: readonly string[] | undefined): void => {
      for (const id of ids ?? none) {
        const holding = this.#all.get(id);
        if (holding && !found.includes(holding)) found.push(holding);
      }
    };
    if (issue !== null) note(this.#byIssue.get(issue));
    else if (signature !== null) note(this.#bySignature.get(signature));
    for (const key of keys) note(this.#byGroup.get(key));
    return found.length > 1 ? found.sort((a, b) => a.place - b.place) : found;
  }

  /** When policies told last of these groups, in conversations that are over. */
  pastOf(keys: readonly string[]): State["past"] {
    const [first] = keys;
    if (first !== undefined && keys.every((key) => key === first)) return this.#past.get(first) ?? nothing;
    return [...new Set(keys)].flatMap((key) => this.#past.get(key) ?? nothing);
  }

  /** Whether the policy has another conversation of this group. */
  isTaken(policy: string, { id, groupKey }: Pick<Conversation, "id" | "groupKey">): boolean {
    const isOther = (other: string): boolean => other !== id && this.#all.get(other)?.conversation.policy === policy;
    const rivals = id === null ? undefined : this.#all.get(id)?.rivals;
    return (this.#byGroup.get(groupKey) ?? none).some(isOther) || (rivals?.includes(policy) ?? false);
  }

  /** Keeps a conversation as it is from now on, and the place in it of the issue that the signal is about. */
  keep(conversation: Conversation & { id: string }, signal: Signal | null, policies: readonly PolicySpec[]): void {
    const { id, member, policy, state } = conversation;
    const known = this.#all.get(id);
    const before = known?.conversation.policy;
    const holding = known ?? this.#insert({ conversation, members: new Map(), rest });
    if (known) this.#replace(known, conversation);
    this.#changed.add(id);
    if (!signal || signal.issue === null || !member) return;
    const floor = enabled(policies, before) ?? enabled(policies, policy) ?? {};
    const was = holding.members.get(signal.issue);
    const severity = memberSeverity(was, signal, floor);
    const subject = signal.kind === "resolved" ? was?.subject : signal.subject;
    holding.setMember(signal.issue, { isResolved: member.isResolved, severity, ...(subject && { subject }) });
    if (state !== "resolved") add(this.#byIssue, signal.issue, id);
  }

  #insert(kept: Kept): Holding {
    const holding = new Holding(kept, this.#count++);
    this.#all.set(kept.conversation.id, holding);
    if (kept.conversation.state === "resolved") return holding;
    this.#index(kept.conversation);
    for (const member of kept.members.keys()) add(this.#byIssue, member, kept.conversation.id);
    return holding;
  }

  /** Where it is found, but by its members. */
  #index(conversation: Kept["conversation"]): void {
    const { id, groupKey } = conversation;
    const signature = spokenOf(conversation);
    add(this.#byGroup, groupKey, id);
    if (signature !== null) add(this.#bySignature, signature, id);
  }

  #unindex(conversation: Kept["conversation"]): void {
    const { id, groupKey } = conversation;
    const signature = spokenOf(conversation);
    remove(this.#byGroup, groupKey, id);
    if (signature !== null) remove(this.#bySignature, signature, id);
  }

  #replace(holding: Holding, after: Kept["conversation"]): void {
    const before = holding.conversation;
    if (before.state === "resolved") return;
    if (after.state === "resolved") {
      this.#unindex(before);
      for (const member of holding.members.keys()) remove(this.#byIssue, member, before.id);
      if (after.toldAt) this.#remember(after.policy, after.groupKey, after.toldAt);
    } else if (after.groupKey !== before.groupKey || spokenOf(after) !== spokenOf(before)) {
      this.#unindex(before);
      this.#index(after);
    }
    holding.conversation = after;
  }

  #remember(policy: string, groupKey: string, toldAt: Date): void {
    const past = this.#past.get(groupKey) ?? nothing;
    const known = past.find((each) => each.policy === policy);
    if (known && known.toldAt >= toldAt) return;
    const now = { policy, groupKey, toldAt };
    this.#past.set(groupKey, known ? past.map((each) => (each === known ? now : each)) : [...past, now]);
  }
}
