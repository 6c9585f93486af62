import type { Act } from "#lib/model/decision.ts";
import type { Signal } from "#lib/model/signal.ts";
import { createWorld, emptySlice } from "./create-world.ts";
import { type RealIncident, ReplaySum } from "./replay-sum.ts";
import type { Rules, Taken, World } from "./world.ts";

export interface RecordedSignal {
  kind: "signal";
  at: Date;
  signal: Signal;
  waiting: boolean;
}

export interface RecordedAct {
  kind: "act";
  at: Date;
  act: Act;
  by: string | null;
  /** The real incident, and by what another that is about the same may be found. */
  incident: { id: string; policy: string; groupKey: string; issue: string | null };
}

/** What happened, and what was done about it, in that order. */
export type Recorded = RecordedSignal | RecordedAct;

/** A policy's own group, and the group whatever the policy. */
const groupNames = (policy: string, groupKey: string): string[] => [`${policy}\n${groupKey}`, `\n${groupKey}`];

/** Feeds a world, begun with nothing, with what was recorded of one installation. */
export class Replay {
  readonly sum: ReplaySum;
  readonly #world: World;
  /** The newest incident of a group or issue. */
  readonly #byGroup = new Map<string, string>();
  readonly #byIssue = new Map<string, string>();

  constructor(rules: Rules, reals: readonly RealIncident[]) {
    let count = 0;
    this.sum = new ReplaySum(rules.channels, reals);
    this.#world = createWorld(rules, emptySlice, () => `simulated-${String(++count).padStart(9, "0")}`);
  }

  /** Lets one thing happen, and before it what was due. Answers with every decision. */
  take(recorded: Recorded): Taken[] {
    const due = this.passTo(recorded.at);
    return [...due, ...(recorded.kind === "signal" ? this.#signal(recorded) : this.#act(recorded))];
  }

  /** Lets everything happen that is due until then. */
  passTo(at: Date): Taken[] {
    const due = this.#world.passTo(at);
    this.sum.note(due);
    return due;
  }

  #signal({ at, signal, waiting }: RecordedSignal): Taken[] {
    const taken = this.#world.take({ kind: "signal", at, signal, waiting });
    this.sum.noteSignal(signal, taken);
    for (const { incident, decision } of taken) {
      if (incident === null || !decision.incident) continue;
      const { policy, groupKey } = decision.incident;
      for (const name of groupNames(policy, groupKey)) this.#byGroup.set(name, incident);
      if (signal.issue !== null) this.#byIssue.set(signal.issue, incident);
    }
    return taken;
  }

  #act({ at, act, by, incident: real }: RecordedAct): Taken[] {
    const incident = this.#same(real);
    if (incident === undefined || !this.#happens(act, incident, real, at)) return [];
    const taken = this.#world.take({ kind: "act", at, incident, act, by });
    this.sum.note(taken);
    return taken;
  }

  /** The incident that the real one became, while it goes on; else the one about the same group or issue. */
  #same({ id, policy, groupKey, issue }: RecordedAct["incident"]): string | undefined {
    const own = this.sum.fateOf(id)?.simulated ?? [];
    const like = [...own, ...groupNames(policy, groupKey).map((name) => this.#byGroup.get(name)), this.#byIssue.get(issue ?? "")];
    return like.find((each) => each !== undefined && this.#isOpen(each));
  }

  #isOpen(id: string): boolean {
    const state = this.#world.conversation(id)?.conversation.state;
    return state !== undefined && state !== "resolved";
  }

  /** Nobody takes on what they would not have been told of yet; a step fails only where it is taken. */
  #happens(act: Act, incident: string, real: RecordedAct["incident"], at: Date): boolean {
    const conversation = this.#world.conversation(incident)?.conversation;
    if (!conversation) return false;
    if (act.kind === "failed") return conversation.policy === real.policy && conversation.steps > act.step;
    if (act.kind !== "acknowledge" && act.kind !== "snooze") return true;
    const toldAt = this.sum.fateOf(real.id)?.real.toldAt;
    return this.sum.isTold(incident) || !toldAt || toldAt > at;
  }
}
