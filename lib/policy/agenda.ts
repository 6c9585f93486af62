import { DueHeap } from "./due-heap.ts";

export interface Place {
  channel: string;
  carrier: string;
}

/** An incident, or what is gathered for a carrier. */
export type What = { incident: string } | Place;

/** When what is due; what was put off or came earlier is asked for when its time comes. */
export class Agenda {
  readonly #heap = new DueHeap<What>();
  readonly #dueOf: (what: What) => Date | null | undefined;

  constructor(dueOf: (what: What) => Date | null | undefined) {
    this.#dueOf = dueOf;
  }

  /** Digests go before what is due at the same instant: what comes then is in the next. Of incidents the one opened first is first. */
  put(at: Date | null, what: What): void {
    if (!at) return;
    const isIncident = "incident" in what;
    const name = isIncident ? what.incident : `${what.channel} ${what.carrier}`;
    this.#heap.put({ at: at.getTime(), order: isIncident ? 1 : 0, name, what });
  }

  next(): { at: Date; what: What } | null {
    for (let next = this.#heap.peek(); next; next = this.#heap.peek()) {
      if (this.#dueOf(next.what)?.getTime() === next.at) return { at: new Date(next.at), what: next.what };
      this.#heap.take();
    }
    return null;
  }

  /** What is due next, if it is by then. */
  take(until: Date): { at: Date; what: What } | null {
    const first = this.#heap.peek();
    if (!first || first.at > until.getTime()) return null;
    const next = this.next();
    if (!next || next.at > until) return null;
    this.#heap.take();
    return next;
  }
}
