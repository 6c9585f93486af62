import { DropdownMenu as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

interface Props {
  align: "start" | "end";
  width?: string;
  children: ReactNode;
}

/** What floats below a menu's button. */
export function MenuContent({ align, width = "w-60", children }: Props) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={4}
        collisionPadding={8}
        className={cx("z-30 animate-appear rounded-lg bg-n1 p-1 shadow-float", width)}
      >
        {children}
      </Radix.Content>
    </Radix.Portal>
  );
}

export const menuItem =
  "flex min-h-9 cursor-default items-center rounded-md px-2 outline-none data-disabled:text-n10 data-highlighted:bg-n4 md:min-h-8";
