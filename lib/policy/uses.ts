import type { Decision } from "#lib/model/decision.ts";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import { isOpening } from "./rate.ts";
import { silenceName, useOf, usesOf } from "./silence.ts";
import type { Changes } from "./world.ts";

/** The silences that held something back, until the first alert after one has named it. */
export class Uses {
  readonly #silences: ReadonlyMap<string, SilenceSpec>;
  readonly #before: ReadonlySet<string>;
  readonly #now: Set<string>;

  constructor(silences: readonly SilenceSpec[], used: ReadonlySet<string>) {
    this.#silences = new Map(silences.map((silence) => [silenceName(silence), silence]));
    this.#before = used;
    this.#now = new Set(used);
  }

  get now(): ReadonlySet<string> {
    return this.#now;
  }

  get changes(): Pick<Changes, "used" | "named"> {
    const used = [...this.#now].filter((silence) => !this.#before.has(silence));
    return { used, named: [...this.#before].filter((silence) => !this.#now.has(silence)) };
  }

  /** What is held back is the signal; what is told of is the incident. */
  note({ reason, by, incident }: Pick<Decision, "reason" | "by" | "incident">, subject: Subject): void {
    const silence = by === null ? undefined : this.#silences.get(by);
    if (!silence) return;
    if (reason === "silenced" || reason === "inhibited") this.#now.add(useOf(silence, subject));
    else if (isOpening(reason) || reason === "corrected" || reason === "over_rate")
      for (const use of usesOf(silence, incident?.subject ?? subject, this.#now)) this.#now.delete(use);
  }
}
