"use client";
import { useEffect, useRef } from "react";

/** The focus goes back to the button when what it opened closes. */
export function useFocusAfter(isOpen: boolean): { current: HTMLButtonElement | null } {
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return opener;
}
