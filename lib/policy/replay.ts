import type { Act, Kept } from "#lib/model/decision.ts";
import type { RealIncident, Recorded, RecordedAct, RecordedSignal } from "#lib/model/recorded.ts";
import { createWorld } from "./create-world.ts";
import { ReplaySum } from "./replay-sum.ts";
import { emptySlice, type Rules, type Taken, type World } from "./world.ts";

/** Incidents of the replay by what they are about, while they go on. */
class Places {
  readonly #byGroup = new Map<string, string[]>();
  readonly #byIssue = new Map<string, string>();
  readonly #groups = new Map<string, string>();

  put(incident: string, groupKey: string, issue: string | null): void {
    if (issue !== null) this.#byIssue.set(issue, incident);
    const before = this.#groups.get(incident);
    if (before === groupKey) return;
    if (before !== undefined) this.#leave(before, incident);
    this.#groups.set(incident, groupKey);
    const group = this.#byGroup.get(groupKey);
    if (group) group.push(incident);
    else this.#byGroup.set(groupKey, [incident]);
  }

  remove(incident: string): void {
    const groupKey = this.#groups.get(incident);
    if (groupKey === undefined) return;
    this.#groups.delete(incident);
    this.#leave(groupKey, incident);
  }

  #leave(groupKey: string, incident: string): void {
    const left = this.#byGroup.get(groupKey)?.filter((each) => each !== incident) ?? [];
    if (left.length > 0) this.#byGroup.set(groupKey, left);
    else this.#byGroup.delete(groupKey);
  }

  of({ groupKey, issue }: RecordedAct["incident"]): string[] {
    const own = issue === null ? undefined : this.#byIssue.get(issue);
    return [...(this.#byGroup.get(groupKey) ?? []), ...(own === undefined ? [] : [own])];
  }
}

/** Feeds a world with what was recorded of one installation; it begins with nothing but the incidents that stood then, under their real ids. */
export class Replay {
  readonly sum: ReplaySum;
  readonly #world: World;
  readonly #places = new Places();

  constructor(rules: Rules, reals: readonly RealIncident[], standing: readonly Kept[] = []) {
    let count = 0;
    this.sum = new ReplaySum(rules.channels, reals);
    const slice = { ...emptySlice, conversations: standing };
    this.#world = createWorld(rules, slice, () => `simulated-${String(++count).padStart(9, "0")}`);
    for (const { conversation, members } of standing) {
      const { id, policy, groupKey, told } = conversation;
      this.sum.stands(id, policy, told > 0);
      this.#places.put(id, groupKey, null);
      for (const issue of members.keys()) this.#places.put(id, groupKey, issue);
    }
  }

  /** Lets one thing happen, and before it what was due. Answers with every decision. */
  take(recorded: Recorded): Taken[] {
    const due = this.passTo(recorded.at);
    const taken = recorded.kind === "signal" ? this.#signal(recorded) : this.#act(recorded);
    return due.length === 0 ? taken : [...due, ...taken];
  }

  nextDue(): Date | null {
    return this.#world.nextDue();
  }

  /** Lets everything happen that is due until then. */
  passTo(at: Date): Taken[] {
    const due = this.#world.passTo(at);
    this.sum.note(due);
    this.#place(due, null);
    return due;
  }

  /** Ends what is counted, and answers with whether anybody still waits for a message that really was sent: to be asked after each passing on. */
  end(): () => boolean {
    this.sum.end();
    const isComing = (id: string): boolean => this.#isOpen(id) || this.sum.isLined(id);
    let waiting = this.sum.fates().filter(({ real }) => real.toldAt !== null);
    return () => {
      waiting = waiting.filter(({ after, isMerged, simulated }) => after === null && !isMerged && simulated.some(isComing));
      return waiting.length > 0;
    };
  }

  #signal({ at, signal, waiting }: RecordedSignal): Taken[] {
    const taken = this.#world.take({ kind: "signal", at, signal, waiting });
    this.sum.noteSignal(signal, taken);
    this.#place(taken, signal.issue);
    return taken;
  }

  #act({ at, act, by, incident: real }: RecordedAct): Taken[] {
    const incident = this.#same(real);
    if (incident === undefined || !this.#happens(act, incident, real, at)) return [];
    const taken = this.#world.take({ kind: "act", at, incident, act, by });
    this.sum.note(taken);
    this.#place(taken, null);
    return taken;
  }

  /** What is over is forgotten: a month has many. */
  #place(taken: readonly Taken[], issue: string | null): void {
    for (const { incident, decision } of taken) {
      if (incident === null || !decision.incident) continue;
      if (decision.incident.state !== "resolved") this.#places.put(incident, decision.incident.groupKey, issue);
      else {
        this.#places.remove(incident);
        this.#world.forget(incident);
      }
    }
  }

  /** The incident that the real one became, while it goes on; else one of the same policy, or the newest, about the same group or issue. */
  #same(real: RecordedAct["incident"]): string | undefined {
    const own = [real.id, ...(this.sum.fateOf(real.id)?.simulated ?? [])].find(this.#isOpen);
    if (own !== undefined) return own;
    const like = this.#places.of(real).filter(this.#isOpen);
    return like.find((id) => this.#conversation(id)?.policy === real.policy) ?? like.at(-1);
  }

  #isOpen = (id: string): boolean => (this.#conversation(id)?.state ?? "resolved") !== "resolved";

  #conversation = (id: string) => this.#world.conversation(id)?.conversation;

  /** Nobody takes on what they would not have been told of yet; a step fails only where it is taken. */
  #happens(act: Act, incident: string, real: RecordedAct["incident"], at: Date): boolean {
    const conversation = this.#conversation(incident);
    if (!conversation) return false;
    if (act.kind === "failed") return conversation.policy === real.policy && conversation.steps > act.step;
    if (act.kind !== "acknowledge" && act.kind !== "snooze") return true;
    const toldAt = this.sum.fateOf(real.id)?.real.toldAt;
    return this.sum.isTold(incident) || !toldAt || toldAt > at;
  }
}
