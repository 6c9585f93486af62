"use client";
import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

/** Says more about a control that can be focused; never the only place where something is said. */
export function Tooltip({ text, side = "top", children }: { text: ReactNode; side?: "top" | "right"; children: ReactNode }) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          className="z-50 max-w-72 animate-appear rounded-md bg-n12 px-2 py-1 text-meta text-n1"
        >
          {text}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
