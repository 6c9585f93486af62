"use client";
import { useKeys } from "#components/keys/use-keys.ts";

/** `e` acknowledges the incident whose row has the focus. */
export function AcknowledgeKey() {
  useKeys({
    e: () => document.activeElement?.closest("tr")?.querySelector<HTMLElement>("[data-acknowledge]")?.click(),
  });
  return null;
}
