import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { type FormState, passwordField } from "./form-state.ts";

/** Asks for the password again before a sensitive step. */
export function ConfirmField({ why }: { why: NonNullable<FormState["confirm"]> }) {
  const t = useTranslations("settings.confirm");
  const error = why === "needed" ? undefined : t(why);
  return (
    <div className="max-w-100">
      <Field id={passwordField} label={t("label")} hint={t("hint")} error={error}>
        {(described) => (
          <Input
            {...described}
            name={passwordField}
            type="password"
            autoComplete="current-password"
            required
            maxLength={1024}
            data-confirm
          />
        )}
      </Field>
    </div>
  );
}
