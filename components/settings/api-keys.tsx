import { useTranslations } from "next-intl";
import { When } from "#components/ui/when.tsx";
import { DataTable } from "./data-table.tsx";
import { DialogForm } from "./dialog-form.tsx";
import { SelectField, TextField } from "./fields.tsx";
import type { FormAction } from "./form-state.ts";
import { SettingsPage } from "./settings-page.tsx";

export interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  scope: "read" | "write" | "admin";
  /** The variable that sets it. */
  fixed: string | null;
  created_at: string;
  used_at: string | null;
  expires_at: string | null;
  expired: boolean;
}

interface Props {
  keys: readonly KeyRow[];
  lifetimes: readonly ("30" | "90" | "365" | "never")[];
  make: FormAction;
  revoke: (id: string, ...form: Parameters<FormAction>) => ReturnType<FormAction>;
}

export function ApiKeys({ keys, lifetimes, make, revoke }: Props) {
  const t = useTranslations("settings.keys");
  return (
    <SettingsPage title={t("title")} body={t("body")} aside={<MakeKey lifetimes={lifetimes} make={make} />}>
      {keys.length > 0 ? <KeyTable keys={keys} revoke={revoke} /> : <p className="text-n11">{t("none")}</p>}
    </SettingsPage>
  );
}

function KeyTable({ keys, revoke }: Pick<Props, "keys" | "revoke">) {
  const t = useTranslations("settings.keys");
  const columns = [
    { key: "name", label: t("name"), kind: "main" },
    { key: "scope", label: t("scope") },
    { key: "created", label: t("created") },
    { key: "used", label: t("used") },
    { key: "expires", label: t("expires") },
    { key: "actions", label: t("actions"), kind: "actions" },
  ] as const;
  const rows = keys.map((key) => ({
    key: key.id,
    cells: {
      name: <Name apiKey={key} />,
      scope: t(`scopes.${key.scope}`),
      created: <When at={key.created_at} />,
      used: key.used_at ? <When at={key.used_at} /> : t("unused"),
      expires: <Expiry apiKey={key} />,
      actions: key.fixed ? null : <Revoke apiKey={key} revoke={revoke} />,
    },
  }));
  return <DataTable label={t("title")} columns={columns} rows={rows} />;
}

function Name({ apiKey: { name, prefix, fixed } }: { apiKey: KeyRow }) {
  const t = useTranslations("settings.form");
  return (
    <span className="grid min-w-0 py-1">
      <bdi className="font-medium wrap-anywhere">{name}</bdi>
      <span className="text-meta text-n10">
        <code className="font-mono text-code">{prefix}…</code>
        {fixed && ` ${t("fixed", { name: fixed })}`}
      </span>
    </span>
  );
}

function Expiry({ apiKey: { expires_at: at, expired } }: { apiKey: KeyRow }) {
  const t = useTranslations("settings.keys");
  if (!at) return t("lifetime.never");
  return (
    <span className={expired ? "text-danger" : undefined}>
      {expired && `${t("expired")} `}
      <When at={at} />
    </span>
  );
}

function Revoke({ apiKey: { id, name }, revoke }: { apiKey: KeyRow; revoke: Props["revoke"] }) {
  const t = useTranslations("settings.keys");
  return (
    <span className="inline-flex @2xl:-mr-3 @max-2xl:-ml-3">
      <DialogForm
        open={t("revoke")}
        openLabel={t("revokeOf", { name })}
        look="quiet"
        title={t("revokeTitle", { name })}
        description={t("revokeBody")}
        submit={t("revoke")}
        action={revoke.bind(null, id)}
      />
    </span>
  );
}

function MakeKey({ lifetimes, make }: Pick<Props, "lifetimes" | "make">) {
  const t = useTranslations("settings.keys");
  const scopes = (["read", "write", "admin"] as const).map((value) => ({ value, label: t(`scopes.${value}`) }));
  return (
    <DialogForm
      open={t("make")}
      look="primary"
      title={t("makeTitle")}
      description={t("makeBody")}
      submit={t("make")}
      action={make}
      once={t("once")}
    >
      <TextField name="name" label={t("name")} hint={t("nameHint")} required maxLength={100} autoComplete="off" />
      <SelectField name="scope" label={t("scope")} hint={t("scopeHint")} options={scopes} />
      <SelectField
        name="days"
        label={t("expires")}
        defaultValue="90"
        options={lifetimes.map((value) => ({ value, label: t(`lifetime.${value}`) }))}
      />
    </DialogForm>
  );
}
