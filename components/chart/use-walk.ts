"use client";
import { type KeyboardEvent, type PointerEvent, useState } from "react";

interface Walk {
  /** The column that is looked at. */
  at: number | null;
  handlers: {
    onKeyDown: (event: KeyboardEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerLeave: () => void;
    onBlur: () => void;
  };
}

/** One column after another, by arrow keys or pointer; Escape and leaving look at all of them again. */
export function useWalk(columns: number): Walk {
  const [at, setAt] = useState<number | null>(null);
  const last = columns - 1;
  const leave = (): void => setAt(null);
  return {
    at: at === null || last < 0 ? null : Math.min(at, last),
    handlers: {
      onPointerLeave: leave,
      onBlur: leave,
      onPointerMove(event) {
        const plot = event.currentTarget.querySelector("[data-plot]") ?? event.currentTarget;
        const { left, width } = plot.getBoundingClientRect();
        setAt(Math.min(last, Math.max(0, Math.floor(((event.clientX - left) / width) * columns))));
      },
      onKeyDown(event) {
        const steps: Record<string, number | null> = {
          ArrowLeft: Math.max(0, (at ?? columns) - 1),
          ArrowRight: at === null ? last : Math.min(last, at + 1),
          Home: 0,
          End: last,
          Escape: null,
        };
        const next = steps[event.key];
        if (next === undefined) return;
        event.preventDefault();
        setAt(next);
      },
    },
  };
}
