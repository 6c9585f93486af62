"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** Shown on every page but the one that tells it better. */
export function Elsewhere({ than, children }: { than: string; children: ReactNode }) {
  return usePathname() === than ? null : children;
}
