"use client";
import { useEffect, useRef } from "react";
import { areKeysOn } from "./switch.ts";

type Keys = Record<string, (event: KeyboardEvent) => unknown>;

const typing = "input, textarea, select, [contenteditable], [role=combobox], [role=menu], [role=listbox]";

/** Whether a key press is meant for us: not typed into something, not part of a chord, not under a dialog, and not switched off. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !areKeysOn()) return false;
  if (event.target instanceof Element && event.target.closest(typing)) return false;
  return document.querySelector("[role=dialog], [role=menu]") === null;
}

/** Single-key shortcuts for as long as the component is on the page. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const act = latest.current[event.key];
      if (!act || !isShortcut(event)) return;
      event.preventDefault();
      act(event);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
