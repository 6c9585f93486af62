import { cx } from "./cx.ts";

interface Props {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  "aria-describedby"?: string | undefined;
}

/** On or off at once, without a save. Our own button, because Radix's brings a style attribute that the content policy refuses. */
export function Switch({ label, checked, onChange, disabled = false, ...described }: Props) {
  return (
    <button
      {...described}
      type="button"
      role="switch"
      aria-label={label}
      aria-checked={checked}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className={cx(
        "inline-flex h-6 w-9 shrink-0 items-center rounded-full border p-0.5 transition-colors",
        checked ? "border-accent-solid bg-accent-solid" : "border-n8 bg-n4",
        disabled && "cursor-not-allowed opacity-50",
      )}
    >
      <span
        aria-hidden
        className={cx(
          "block size-4.5 rounded-full transition-transform",
          checked && "translate-x-3",
          checked ? "bg-on-accent" : "bg-n9",
        )}
      />
    </button>
  );
}
