/** What is due, and when. At one instant what has the smaller order comes first, then the smaller name, then what was put in first. */
export interface Entry<T> {
  at: number;
  order: number;
  name: string;
  what: T;
}

type Placed<T> = Entry<T> & { place: number };

function isBefore<T>(a: Placed<T>, b: Placed<T>): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.order !== b.order) return a.order < b.order;
  return a.name === b.name ? a.place < b.place : a.name < b.name;
}

/** The earliest first. Nothing is taken out from the middle: whoever takes asks whether it still holds. */
export class DueHeap<T> {
  readonly #entries: Placed<T>[] = [];
  #count = 0;

  put(entry: Entry<T>): void {
    const { at: dueAt, order, name, what } = entry;
    const placed = { at: dueAt, order, name, what, place: this.#count++ };
    const entries = this.#entries;
    let at = entries.push(placed) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = entries[above];
      if (!parent || !isBefore(placed, parent)) break;
      entries[at] = parent;
      at = above;
    }
    entries[at] = placed;
  }

  peek(): Entry<T> | undefined {
    return this.#entries[0];
  }

  take(): Entry<T> | undefined {
    const [first] = this.#entries;
    const last = this.#entries.pop();
    if (first && last && first !== last) this.#sink(last);
    return first;
  }

  #sink(placed: Placed<T>): void {
    const entries = this.#entries;
    let at = 0;
    for (;;) {
      const left = entries[2 * at + 1];
      const right = entries[2 * at + 2];
      const child = right && left && isBefore(right, left) ? right : left;
      if (!child || !isBefore(child, placed)) break;
      entries[at] = child;
      at = child === left ? 2 * at + 1 : 2 * at + 2;
    }
    entries[at] = placed;
  }
}
