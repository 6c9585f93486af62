"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, useTransition } from "react";

const leastMs = 2000;
/** Without any change too, so that ages do not stand still. */
const mostMs = 60_000;
const typedMs = 8000;
const field = "input, textarea, select, [contenteditable]";

/** Whether somebody is typing into a field just now. */
function useTyping(): () => boolean {
  const typedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const typed = (): void => {
      typedAt.current = Date.now();
    };
    document.addEventListener("input", typed, { capture: true });
    return () => document.removeEventListener("input", typed, { capture: true });
  }, []);
  return useCallback(() => Date.now() - typedAt.current < typedMs && (document.activeElement?.matches(field) ?? false), []);
}

/** Asks the server for the page again when it is wanted: at most every two seconds, and never in the dark or while somebody types. */
export function useRefresh(): { want: () => void; at: number | null } {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [at, setAt] = useState<number | null>(null);
  const wanted = useRef(false);
  const askedAt = useRef(0);
  const isTyping = useTyping();

  const ask = useCallback((): void => {
    const now = Date.now();
    if (document.hidden || isTyping() || now - askedAt.current < (wanted.current ? leastMs : mostMs)) return;
    wanted.current = false;
    askedAt.current = now;
    startTransition(() => router.refresh());
  }, [router, isTyping]);

  useEffect(() => {
    askedAt.current = Date.now();
    const timer = window.setInterval(ask, 500);
    document.addEventListener("visibilitychange", ask);
    return () => {
      window.clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [ask]);
  useEffect(() => {
    if (!isPending) setAt(Date.now());
  }, [isPending]);

  const want = useCallback((): void => {
    wanted.current = true;
    ask();
  }, [ask]);
  return { want, at };
}
