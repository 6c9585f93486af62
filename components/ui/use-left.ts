"use client";
import { useEffect, useRef, useState } from "react";

const prefix = "left ";

/** The names of its parts, and of theirs. */
const parts = (value: unknown): unknown =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.entries(value).map(([name, part]) => [name, parts(part)])
    : null;

/** Whether it has the same parts: what an earlier release kept may not. */
const isLike = <T extends object>(kept: unknown, like: T): kept is T =>
  kept !== null && JSON.stringify(parts(kept)) === JSON.stringify(parts(like));

function read(key: string): unknown {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null; // a browser that keeps nothing
  }
}

function write(key: string, value: object | null): void {
  try {
    if (value) sessionStorage.setItem(key, JSON.stringify(value));
    else sessionStorage.removeItem(key);
  } catch {
    // a browser that keeps nothing
  }
}

/** What was typed outlives a way out of the page for as long as the tab does; closing the tab asks first. */
export function useLeft<T extends object>(typed: T, isChanged: boolean) {
  const key = useRef("");
  const isOver = useRef(false);
  const [left, setLeft] = useState<T | null>(null);
  useEffect(() => {
    key.current ||= `${prefix}${location.pathname}${location.search}`;
    const kept = read(key.current);
    if (isLike(kept, typed)) setLeft(kept);
  }, []);
  useEffect(() => {
    if (!isChanged || isOver.current) return;
    write(key.current, typed);
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  });
  /** Brought back, or not wanted. */
  function settle(): void {
    setLeft(null);
    write(key.current, null);
  }
  /** Saved, or given up on the way out. */
  function end(): void {
    isOver.current = true;
    settle();
  }
  return { left, settle, end };
}
