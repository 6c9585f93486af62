import type { Conversation, Kept, Member, Speaker } from "#lib/model/decision.ts";
import { type Severity, severities, severityRank } from "#lib/model/taxonomy.ts";

/** Those of unknown severity stand behind all others. */
const ranks = severities.length + 1;
const rankOf = (severity: Severity | null): number => (severity === null ? severities.length : severityRank(severity));

/** A conversation with its members, counted by severity so that the others of an issue are known at once. */
export class Holding {
  readonly members: Kept["members"];
  readonly rest: Kept["rest"];
  readonly rivals: readonly string[];
  /** In which order it came. */
  readonly place: number;
  /** Also with its place of an issue in it and of the others, which are of the time that it was kept. */
  conversation: Kept["conversation"];
  readonly #open: number[] = new Array(ranks).fill(0);

  constructor({ conversation, members, rest, rivals = [] }: Kept, place: number) {
    this.conversation = conversation;
    this.members = members;
    this.rest = rest;
    this.rivals = rivals;
    this.place = place;
    for (const member of this.members.values()) this.#count(member, 1);
  }

  #count({ isResolved, severity }: { isResolved: boolean; severity: Severity | null }, by: number): void {
    const rank = rankOf(severity);
    if (!isResolved) this.#open[rank] = (this.#open[rank] ?? 0) + by;
  }

  setMember(issue: string, member: Member): void {
    const before = this.members.get(issue);
    if (before) this.#count(before, -1);
    this.#count(member, 1);
    this.members.set(issue, member);
  }

  /** Its open issues of which it is known what they say, the worst first. */
  get open(): Speaker[] {
    const open = [...this.members].flatMap(([issue, { isResolved, severity, subject }]) =>
      isResolved || severity === null || !subject ? [] : [{ issue, severity, subject }],
    );
    return open.sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || (a.issue < b.issue ? -1 : 1));
  }

  /** As it is from the side of one issue. */
  seenBy(issue: string | null): Conversation {
    const own = issue === null ? undefined : this.members.get(issue);
    const ownRank = own && !own.isResolved ? rankOf(own.severity) : -1;
    let open = this.rest.open;
    let worst = rankOf(this.rest.worst);
    for (let rank = 0; rank < ranks; rank++) {
      const others = (this.#open[rank] ?? 0) - (rank === ownRank ? 1 : 0);
      open += others;
      if (others > 0 && rank < worst) worst = rank;
    }
    const others = { open, worst: severities[worst] ?? null };
    return { ...this.conversation, member: own ? { isResolved: own.isResolved } : null, others };
  }

  get kept(): Kept {
    const { member: _, others: __, ...conversation }: Kept["conversation"] & Partial<Conversation> = this.conversation;
    return { conversation, members: this.members, rest: this.rest };
  }
}
