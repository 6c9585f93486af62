"use client";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { AccountPanel } from "./panel.tsx";

export interface SignInState {
  email: string;
  error: "invalid" | "throttled" | "origin" | null;
}

interface Props {
  /** Where the person wanted to go. */
  next: string;
  /** Nobody is administrator yet. */
  isFirstVisit: boolean;
  signIn: (before: SignInState, form: FormData) => Promise<SignInState>;
}

export function SignInForm({ next, isFirstVisit, signIn }: Props) {
  const t = useTranslations("signIn");
  const [state, submit, pending] = useActionState(signIn, { email: "", error: null });
  return (
    <AccountPanel title={t("title")} {...(isFirstVisit && { body: t("firstVisit") })}>
      <form action={submit} className="grid gap-4">
        <input type="hidden" name="next" value={next} />
        <p role="alert" className="text-danger empty:hidden">
          {state.error && t(`error.${state.error}`)}
        </p>
        <Field id="email" label={t("email")}>
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
        <Field id="password" label={t("password")}>
          {(described) => (
            <Input {...described} name="password" type="password" autoComplete="current-password" required maxLength={1024} />
          )}
        </Field>
        <Button look="primary" type="submit" disabled={pending} className="h-10 md:h-8">
          {t(pending ? "submitting" : "submit")}
        </Button>
      </form>
    </AccountPanel>
  );
}
