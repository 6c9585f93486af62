import { type ChangeKind, changedBetween } from "#lib/db/changes.ts";

export interface Listener {
  /** The person or key that listens. */
  who: string;
  /** Nothing has changed when `kinds` is empty: it learns where it begins. */
  tell: (mark: string, kinds: readonly ChangeKind[]) => void;
  end: () => void;
}

export interface Hub {
  /** False when too many listen already, and while the process stops. */
  join: (listener: Listener, seen: string | null) => boolean;
  leave: (listener: Listener) => void;
}

const everyMs = 1000;
const most = 500;
const mostOfOne = 12;

interface Lookout {
  /** The newest mark that was read. */
  mark: string | undefined;
  look: () => Promise<void>;
}

/** Reads the mark, one reading at a time, and says when it has become another. */
function openLookout(read: () => Promise<string>, onChange: (before: string, now: string) => void): Lookout {
  let looking: Promise<void> | undefined;
  const lookout: Lookout = {
    mark: undefined,
    look() {
      looking ??= compare()
        .catch(() => undefined) // the database is away: the next look compares with the last mark
        .finally(() => {
          looking = undefined;
        });
      return looking;
    },
  };
  async function compare(): Promise<void> {
    const now = await read();
    const before = lookout.mark;
    lookout.mark = now;
    if (before !== undefined && before !== now) onChange(before, now);
  }
  return lookout;
}

/** Looks for changes about once a second while anybody listens, once for all of them. */
export function openHub(read: () => Promise<string>): Hub {
  const listeners = new Set<Listener>();
  let timer: NodeJS.Timeout | undefined;
  const lookout = openLookout(read, (before, now) => {
    for (const listener of listeners) listener.tell(now, changedBetween(before, now));
  });
  async function begin(listener: Listener, seen: string | null): Promise<void> {
    if (lookout.mark === undefined) await lookout.look();
    const { mark } = lookout;
    if (mark !== undefined && listeners.has(listener)) listener.tell(mark, seen === null ? [] : changedBetween(seen, mark));
  }
  let stopping = false;
  process.once("SIGTERM", () => {
    stopping = true; // a browser comes back at once, on a connection that it still has
    for (const { end } of [...listeners]) end();
  });

  return {
    join(listener, seen) {
      const own = [...listeners].filter(({ who }) => who === listener.who).length;
      if (stopping || listeners.size >= most || own >= mostOfOne) return false;
      listeners.add(listener);
      timer ??= setInterval(lookout.look, everyMs).unref();
      void begin(listener, seen);
      return true;
    },
    leave(listener) {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      clearInterval(timer);
      timer = undefined;
      lookout.mark = undefined;
    },
  };
}
