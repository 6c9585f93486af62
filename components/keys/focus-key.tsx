"use client";
import { useKeys } from "./use-keys.ts";

/** A key that leads to one place of the page and puts the focus there. */
export function FocusKey({ on, to }: { on: string; to: string }) {
  useKeys({
    [on]: () => {
      const place = document.getElementById(to);
      place?.focus();
      place?.scrollIntoView({ block: "center" });
    },
  });
  return null;
}
