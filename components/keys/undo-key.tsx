"use client";
import { useKeys } from "./use-keys.ts";

/** `z` takes back what the newest notification offers to take back. */
export function UndoKey() {
  useKeys({ z: () => document.querySelector<HTMLElement>("[data-sonner-toast] [data-action]")?.click() });
  return null;
}
