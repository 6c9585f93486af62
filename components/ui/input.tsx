import type { ComponentProps } from "react";
import { cx } from "./cx.ts";

// Under 16 px a phone zooms into the field, so the small text starts at the first wide screen.
const look =
  "w-full rounded-md border border-n8 bg-n1 px-3 text-field text-n12 md:text-body focus-visible:outline-offset-0 aria-invalid:border-danger disabled:bg-n3";

export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={cx(look, "h-10 md:h-8", className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={cx(look, "min-h-16 py-1.5", className)} />;
}
