"use client";
import { Switch as Radix } from "radix-ui";
import { cx } from "./cx.ts";

interface Props {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Why it cannot be switched, tied to it by id. */
  disabled?: boolean;
  "aria-describedby"?: string | undefined;
}

/** On or off at once, without a save. */
export function Switch({ label, checked, onChange, disabled = false, ...described }: Props) {
  return (
    <Radix.Root
      {...described}
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
      disabled={disabled}
      className={cx(
        "inline-flex h-6 w-9 shrink-0 items-center rounded-full border p-0.5 transition-colors",
        checked ? "border-accent-solid bg-accent-solid" : "border-n8 bg-n4",
        disabled && "cursor-not-allowed border-n7! bg-n5!",
      )}
    >
      <Radix.Thumb
        className={cx(
          "block size-4.5 rounded-full transition-transform data-[state=checked]:translate-x-3",
          disabled ? "bg-n8" : checked ? "bg-on-accent" : "bg-n9",
        )}
      />
    </Radix.Root>
  );
}
