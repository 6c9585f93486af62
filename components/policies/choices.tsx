import type { ReactNode } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";

interface Props {
  id: string;
  legend: string;
  hint: string;
  error: string | undefined;
  options: readonly { value: string; label: string; note?: ReactNode }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Under each other in columns, for options with a note. */
  columns?: boolean;
}

/** Several of a few: the order of choosing is kept, because it is the order of the document. */
export function Choices({ id, legend, hint, error, options, chosen, onChange, columns = false }: Props) {
  const toggle = (value: string): void =>
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return (
    <fieldset id={id} tabIndex={-1} className="grid content-start gap-1" aria-describedby={`${id}-hint ${id}-error`}>
      <legend className="pb-1 font-medium">{legend}</legend>
      <div className={columns ? "grid gap-x-6 gap-y-1 md:grid-cols-2" : "flex flex-wrap gap-x-5 gap-y-1"}>
        {options.map(({ value, label, note }) => (
          <div key={value} className="flex flex-wrap items-center gap-x-2">
            <Checkbox label={label} checked={chosen.includes(value)} onChange={() => toggle(value)} />
            {note}
          </div>
        ))}
      </div>
      <p id={`${id}-hint`} className="text-meta text-n10 empty:hidden">
        {hint}
      </p>
      <p id={`${id}-error`} className="text-meta text-danger first-letter:uppercase empty:hidden">
        {error}
      </p>
    </fieldset>
  );
}
