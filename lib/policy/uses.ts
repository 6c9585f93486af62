import type { Decision } from "#lib/model/decision.ts";
import { isOpening } from "./rate.ts";
import type { Changes } from "./world.ts";

/** The silences that held something back, until the first alert after one has named it. */
export class Uses {
  readonly #before: ReadonlySet<string>;
  readonly #now: Set<string>;

  constructor(used: ReadonlySet<string>) {
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

  note({ reason, by }: Pick<Decision, "reason" | "by">): void {
    if (by === null) return;
    if (reason === "silenced" || reason === "inhibited") this.#now.add(by);
    else if (isOpening(reason) || reason === "corrected" || reason === "over_rate") this.#now.delete(by);
  }
}
