import { Check } from "lucide-react";
import type { ComponentProps } from "react";

export function Checkbox({ label, ...rest }: Omit<ComponentProps<"input">, "type" | "className"> & { label: string }) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <span className="relative grid size-4">
        <input
          {...rest}
          type="checkbox"
          className="peer size-4 appearance-none rounded-sm border border-n8 bg-n1 checked:border-accent-solid checked:bg-accent-solid"
        />
        <Check
          aria-hidden
          className="pointer-events-none absolute inset-0.5 hidden size-3 text-on-accent peer-checked:block"
          strokeWidth={3}
        />
      </span>
      {label}
    </label>
  );
}
