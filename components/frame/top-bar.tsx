"use client";
import Link from "next/link";
import { LiveLine } from "#components/live/live.tsx";
import { AccountMenu, type MenuProps } from "./account-menu.tsx";
import { BrandMark } from "./brand.tsx";

/** What the rail is on a phone. */
export function TopBar(menu: MenuProps) {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center justify-between border-b bg-n1 px-2 md:hidden">
      <Link href="/" className="flex h-9 items-center gap-2 rounded-md px-2 font-medium">
        <BrandMark /> Verdict
      </Link>
      <div className="flex min-w-0 items-center gap-2">
        <LiveLine short />
        <AccountMenu {...menu} label="menu" />
      </div>
    </header>
  );
}
