import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface Props {
  id: string;
  label: string;
  hint?: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  maxLength?: number;
}

/** A line of text that the form keeps. */
export function ShortField({ id, label, hint, error, value, onChange, ...input }: Props) {
  return (
    <Field id={id} label={label} error={error} {...(hint && { hint })}>
      {(described) => (
        <Input {...described} {...input} autoComplete="off" value={value} onChange={({ target }) => onChange(target.value)} />
      )}
    </Field>
  );
}
