"use client";
import Link from "next/link";
import { AccountMenu, type MenuProps } from "./account-menu.tsx";
import { BrandMark } from "./brand.tsx";

/** What the rail is on a phone. */
export function TopBar(menu: MenuProps) {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center justify-between border-b bg-n1 px-2 md:hidden">
      <Link href="/" className="flex h-9 items-center gap-2 rounded-md px-2 font-medium">
        <BrandMark /> Verdict
      </Link>
      <AccountMenu {...menu} label="menu" />
    </header>
  );
}
