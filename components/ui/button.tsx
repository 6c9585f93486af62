import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

const looks = {
  primary: "bg-accent-solid text-on-accent hover:bg-accent-solid-hover",
  secondary: "border border-n7 bg-n1 text-n12 hover:bg-n3",
  quiet: "text-n11 hover:bg-n3 hover:text-n12",
} as const;

/** The look of a button, also for links that act like one. */
export function buttonClass(look: keyof typeof looks = "secondary", className?: string): string {
  return cx(
    "inline-flex h-8 shrink-0 items-center justify-center gap-2 rounded-md px-3 font-medium whitespace-nowrap transition-colors",
    "disabled:cursor-not-allowed disabled:border-n6 disabled:bg-n3 disabled:text-n10",
    looks[look],
    className,
  );
}

export function Button({ look, className, type = "button", ...rest }: ComponentProps<"button"> & { look?: keyof typeof looks }) {
  return <button {...rest} type={type} className={buttonClass(look, className)} />;
}
