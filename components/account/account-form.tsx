"use client";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { AccountPanel } from "./panel.tsx";

type Fault = "too_short" | "too_long" | "invalid" | "taken";

export interface AccountState {
  name: string;
  email: string;
  error: "fields" | "closed" | "gone" | "origin" | null;
  fields: Partial<Record<"name" | "email" | "password", Fault>>;
}

interface Props {
  token: string;
  title: string;
  body: string;
  create: (before: AccountState, form: FormData) => Promise<AccountState>;
}

const inputs = {
  name: { autoComplete: "name", maxLength: 100 },
  email: { type: "email", autoComplete: "username", maxLength: 254 },
  password: { type: "password", autoComplete: "new-password", minLength: 12, maxLength: 128 },
} as const;

/** Makes the account of whoever holds a one-time link. */
export function AccountForm({ token, title, body, create }: Props) {
  const t = useTranslations("setup");
  const [state, submit, pending] = useActionState(create, { name: "", email: "", error: null, fields: {} });
  return (
    <AccountPanel title={title} body={body}>
      <form action={submit} className="grid gap-4">
        <input type="hidden" name="token" value={token} />
        <p role="alert" className="text-danger empty:hidden">
          {state.error && t(`error.${state.error}`)}
        </p>
        <PersonField name="name" fault={state.fields.name} typed={state.name} />
        <PersonField name="email" fault={state.fields.email} typed={state.email} />
        <PersonField name="password" fault={state.fields.password} hint={t("passwordHint")} />
        <Button look="primary" type="submit" disabled={pending} className="h-10 md:h-8">
          {t(pending ? "submitting" : "submit")}
        </Button>
      </form>
    </AccountPanel>
  );
}

function PersonField({
  name,
  fault,
  typed,
  ...hint
}: {
  name: keyof typeof inputs;
  fault: Fault | undefined;
  typed?: string;
  hint?: string;
}) {
  const t = useTranslations("setup");
  const error = fault && t(fault === "taken" ? "error.taken" : `error.${name}`);
  return (
    <Field id={name} label={t(name)} error={error} {...hint}>
      {(described) => <Input {...described} {...inputs[name]} name={name} required defaultValue={typed} />}
    </Field>
  );
}
