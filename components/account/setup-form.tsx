"use client";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { AccountPanel } from "./panel.tsx";

type Fault = "too_short" | "too_long" | "invalid" | "taken";

export interface SetupState {
  name: string;
  email: string;
  error: "fields" | "closed" | "origin" | null;
  fields: Partial<Record<"name" | "email" | "password", Fault>>;
}

interface Props {
  token: string;
  create: (before: SetupState, form: FormData) => Promise<SetupState>;
}

export function SetupForm({ token, create }: Props) {
  const t = useTranslations("setup");
  const [state, submit, pending] = useActionState(create, { name: "", email: "", error: null, fields: {} });
  const fault = (field: keyof SetupState["fields"]): string | undefined => {
    const found = state.fields[field];
    return found && t(found === "taken" ? "error.taken" : `error.${field}`);
  };
  return (
    <AccountPanel title={t("title")} body={t("body")}>
      <form action={submit} className="grid gap-4">
        <input type="hidden" name="token" value={token} />
        <p role="alert" className="text-danger empty:hidden">
          {state.error && t(`error.${state.error}`)}
        </p>
        <Field id="name" label={t("name")} error={fault("name")}>
          {(described) => (
            <Input {...described} name="name" autoComplete="name" required maxLength={100} defaultValue={state.name} />
          )}
        </Field>
        <Field id="email" label={t("email")} error={fault("email")}>
          {(described) => (
            <Input
              {...described}
              name="email"
              type="email"
              autoComplete="username"
              required
              maxLength={254}
              defaultValue={state.email}
            />
          )}
        </Field>
        <Field id="password" label={t("password")} hint={t("passwordHint")} error={fault("password")}>
          {(described) => (
            <Input
              {...described}
              name="password"
              type="password"
              autoComplete="new-password"
              required
              minLength={12}
              maxLength={128}
            />
          )}
        </Field>
        <Button look="primary" type="submit" disabled={pending} className="h-10 md:h-8">
          {t(pending ? "submitting" : "submit")}
        </Button>
      </form>
    </AccountPanel>
  );
}
