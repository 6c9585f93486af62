"use client";
import { useSyncExternalStore } from "react";

const place = "keys";
const changed = "verdict:keys";

/** On unless this browser's person switched them off. */
export const areKeysOn = (): boolean => localStorage.getItem(place) !== "off";

function subscribe(notify: () => void): () => void {
  window.addEventListener(changed, notify);
  return () => window.removeEventListener(changed, notify);
}

export function useKeysSwitch(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, areKeysOn, () => true);
  const set = (next: boolean): void => {
    localStorage.setItem(place, next ? "on" : "off");
    window.dispatchEvent(new Event(changed));
  };
  return [on, set];
}
