"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { isShortcut } from "./use-keys.ts";

const patienceMs = 1500;

/** `g`, then the key of a page, leads there. It listens before the page does, so that the second key means nothing else. */
export function GoKeys({ pages }: { pages: readonly { href: string; key: string }[] }) {
  const router = useRouter();
  const pressedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!isShortcut(event)) return;
      const isSecond = event.timeStamp - pressedAt.current < patienceMs;
      pressedAt.current = event.key === "g" && !isSecond ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const page = isSecond && pages.find(({ key }) => key === event.key);
      if (!page) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      router.push(page.href);
    };
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [router, pages]);
  return null;
}
