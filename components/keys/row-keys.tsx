"use client";
import { useKeys } from "./use-keys.ts";

/** `j` and `k` walk the links marked `data-row`; `o` opens the one in focus, as Enter does by itself. */
export function RowKeys() {
  const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>("[data-row]")];
  const move = (step: number): void => {
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = at === -1 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1);
    all[next]?.focus();
    all[next]?.scrollIntoView({ block: "nearest" });
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    o: () =>
      rows()
        .find((row) => row === document.activeElement)
        ?.click(),
  });
  return null;
}
