"use client";
import { ChevronDown } from "lucide-react";
import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

/** A button that opens a floating panel; it stays open while what is inside changes the page. */
export function Popover({ label, active, children }: { label: string; active: boolean; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger
        className={cx(
          "group inline-flex h-7 items-center gap-1 rounded-md border px-2 transition-colors hover:bg-n3",
          active ? "border-accent bg-accent-soft text-n12" : "border-n7 text-n11",
        )}
      >
        {label}
        <ChevronDown aria-hidden className="size-3.5 text-n10" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={16}
          className="z-30 max-h-(--radix-popover-content-available-height) w-60 animate-appear overflow-y-auto rounded-lg bg-n1 p-1 shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
