"use client";
import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ComponentProps, use, useId } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Faults } from "./action-form.tsx";

interface Named {
  name: string;
  label: string;
  hint?: string;
}

const hinted = (hint: string | undefined): { hint?: string } => (hint ? { hint } : {});

export function TextField({ name, label, hint, ...input }: Named & Omit<ComponentProps<"input">, "name" | "id">) {
  const id = useId();
  const error = use(Faults)[name];
  return (
    <Field id={id} label={label} error={error} {...hinted(hint)}>
      {(described) => <Input {...described} {...input} name={name} />}
    </Field>
  );
}

/** A secret can be written, never read: of the one that stands only the end is shown. An empty field keeps it. */
export function SecretField({ tail, hint, ...named }: Named & { tail: string | null }) {
  const t = useTranslations("settings.form");
  const shown = tail ? { placeholder: t("tail", { tail }), hint: t("keep") } : hinted(hint);
  return <TextField {...named} {...shown} type="password" autoComplete="off" spellCheck={false} data-1p-ignore="" />;
}

/** What the environment sets is shown, not edited. */
export function FixedField({ label, value, by }: { label: string; value: string; by: string }) {
  const t = useTranslations("settings.form");
  return (
    <div className="grid gap-1">
      <p className="font-medium">{label}</p>
      <p className="flex min-h-8 flex-wrap items-center gap-x-2 rounded-md bg-n3 px-3 py-1.5">
        <span className="min-w-0 wrap-anywhere">{value}</span>
        <span className="text-meta text-n11">{t("fixed", { name: by })}</span>
      </p>
    </div>
  );
}

export function SelectField({
  name,
  label,
  hint,
  options,
  ...rest
}: Named & { options: readonly { value: string; label: string }[] } & Omit<
    ComponentProps<"select">,
    "name" | "id" | "children"
  >) {
  const id = useId();
  const error = use(Faults)[name];
  return (
    <Field id={id} label={label} error={error} {...hinted(hint)}>
      {(described) => (
        <span className="relative grid">
          <select
            {...described}
            {...rest}
            name={name}
            className="h-10 w-full appearance-none rounded-md border border-n8 bg-n1 pr-8 pl-3 text-field md:h-8 md:text-body focus-visible:outline-offset-0"
          >
            {options.map(({ value, label: text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
          <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2 text-n10" />
        </span>
      )}
    </Field>
  );
}
