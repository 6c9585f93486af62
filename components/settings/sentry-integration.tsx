import { useTranslations } from "next-intl";
import { CopyText } from "#components/ui/copy-text.tsx";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { CopyButton } from "./copy-button.tsx";

const permissions = [
  ["issue", "readWrite"],
  ["project", "read"],
  ["organization", "read"],
  ["team", "read"],
  ["member", "read"],
] as const;
const webhooks = ["issue", "error", "comment"] as const;

const isLocal = (address: string): boolean => /^(?:localhost|127\.|\[::1\])/.test(URL.parse(address)?.hostname ?? "");

/** What to fill into Sentry's form for a new internal integration, in its order. */
export function SentryIntegration({ webhookUrl, schema }: { webhookUrl: string; schema: string }) {
  const t = useTranslations("settings.sentry");
  return (
    <>
      <p className="text-n11">{t("step1Body")}</p>
      <div className="grid gap-5">
        <div className="grid gap-1.5">
          <h3 className="font-medium">{t("webhookUrl")}</h3>
          <CopyText text={webhookUrl} />
          {isLocal(webhookUrl) && <p className="text-meta text-danger">{t("local")}</p>}
        </div>
        <Facts rows={[[t("alertRule"), t("alertRuleOn")]]} />
        <Schema schema={schema} />
        <div className="grid gap-5 sm:grid-cols-2">
          <div className="grid content-start gap-1.5">
            <h3 className="font-medium">{t("permissions")}</h3>
            <Facts rows={permissions.map(([name, level]) => [t(`permission.${name}`), t(`permission.${level}`)] as const)} />
          </div>
          <div className="grid content-start gap-1.5">
            <h3 className="font-medium">{t("webhooks")}</h3>
            <Facts rows={webhooks.map((name) => [name, t(`webhook.${name}`)] as const)} />
          </div>
        </div>
      </div>
    </>
  );
}

function Schema({ schema }: { schema: string }) {
  const t = useTranslations("settings.sentry");
  return (
    <div className="grid justify-items-start gap-1.5">
      <h3 className="font-medium">{t("schema")}</h3>
      <p className="text-n11">{t("schemaBody")}</p>
      <CopyButton text={schema} label={t("schemaCopy")} />
      <Disclosure summary={t("schemaShow")}>
        <pre className="rounded-md border bg-n2 p-3 font-mono text-code wrap-anywhere whitespace-pre-wrap">{schema}</pre>
      </Disclosure>
    </div>
  );
}
