import { useTranslations } from "next-intl";
import { Facts } from "#components/ui/facts.tsx";
import { ActionForm } from "./action-form.tsx";
import { FixedField, SecretField, TextField } from "./fields.tsx";
import type { FormAction } from "./form-state.ts";

interface Secret {
  tail: string | null;
  fixed: string | null;
}

export interface SecretsShown {
  secret: Secret;
  token: Secret;
  organisation: { value: string | null; fixed: string | null };
  base_url: { value: string; fixed: string | null };
}

/** The client secret and what goes with it: a form for who may change them, a few facts for the others. */
export function SentrySecrets({ shown, save }: { shown: SecretsShown; save: FormAction | null }) {
  const t = useTranslations("settings.sentry");
  const isAllFixed = Object.values(shown).every(({ fixed }) => fixed !== null);
  return (
    <>
      <p className="text-n11">{t("step2Body")}</p>
      {save === null && <Known shown={shown} />}
      {save !== null && isAllFixed && <Fields shown={shown} />}
      {save !== null && !isAllFixed && (
        <ActionForm action={save} submit={t("save")} className="grid gap-4">
          <Fields shown={shown} />
        </ActionForm>
      )}
    </>
  );
}

function Fields({ shown: { secret, token, organisation, base_url: baseUrl } }: { shown: SecretsShown }) {
  const t = useTranslations("settings.sentry");
  return (
    <div className="grid items-start gap-x-6 gap-y-4 sm:grid-cols-2">
      <SecretOr name="secret" label={t("secret")} hint={t("secretHint")} secret={secret} />
      <SecretOr name="token" label={t("token")} hint={t("tokenHint")} secret={token} />
      <TextOr name="organisation" label={t("organisation")} hint={t("organisationHint")} setting={organisation} />
      <TextOr name="base_url" label={t("baseUrl")} hint={t("baseUrlHint")} setting={baseUrl} />
    </div>
  );
}

function SecretOr({ secret: { tail, fixed }, ...field }: { name: string; label: string; hint: string; secret: Secret }) {
  const t = useTranslations("settings.form");
  if (fixed) return <FixedField label={field.label} value={t("tail", { tail: tail ?? "" })} by={fixed} />;
  return <SecretField {...field} tail={tail} />;
}

interface Setting {
  value: string | null;
  fixed: string | null;
}

function TextOr({ setting: { value, fixed }, ...field }: { name: string; label: string; hint: string; setting: Setting }) {
  if (fixed) return <FixedField label={field.label} value={value ?? ""} by={fixed} />;
  return <TextField {...field} defaultValue={value ?? ""} maxLength={500} autoComplete="off" spellCheck={false} />;
}

/** What everybody may know: whether they are set, not how they end. */
function Known({ shown }: { shown: SecretsShown }) {
  const t = useTranslations("settings");
  const isSet = ({ tail }: Secret): string => t(tail === null ? "notSet" : "set");
  return (
    <>
      <Facts
        rows={[
          [t("sentry.secret"), isSet(shown.secret)],
          [t("sentry.token"), isSet(shown.token)],
          [t("sentry.organisation"), shown.organisation.value ?? t("notSet")],
          [t("sentry.baseUrl"), shown.base_url.value],
        ]}
      />
      <p className="text-meta text-n10">{t("adminWhy")}</p>
    </>
  );
}
