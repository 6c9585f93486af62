"use client";
import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { remember } from "./remember.ts";

/** Tells the server by a cookie in which zone this browser is, so that it draws times as its clock shows them; only the first page is drawn twice. */
export function ViewerZone() {
  const router = useRouter();
  const drawn = useTimeZone();
  useEffect(() => {
    const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
    if (timeZone === drawn) return;
    remember("zone", timeZone);
    router.refresh();
  }, [router, drawn]);
  return null;
}
