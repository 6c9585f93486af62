import { ChevronDown } from "lucide-react";
import { Field } from "#components/ui/field.tsx";

interface Props {
  id: string;
  label: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string }[];
}

/** One of a few: the browser's own list, which needs no style attribute. */
export function Pick({ id, label, error, value, onChange, options }: Props) {
  return (
    <Field id={id} label={label} error={error}>
      {(described) => (
        <span className="relative grid">
          <select
            {...described}
            value={value}
            onChange={({ target }) => onChange(target.value)}
            className="h-10 w-full appearance-none rounded-md border border-n8 bg-n1 pr-8 pl-3 text-field disabled:bg-n3 md:h-8 md:text-body focus-visible:outline-offset-0"
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-n10" />
        </span>
      )}
    </Field>
  );
}
