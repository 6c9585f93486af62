import { useTranslations } from "next-intl";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { Section } from "#components/ui/section.tsx";
import { Step } from "#components/ui/step.tsx";
import { type Arrivals, FirstWebhook } from "./first-webhook.tsx";
import type { FormAction } from "./form-state.ts";
import { SentryIntegration } from "./sentry-integration.tsx";
import { type SecretsShown, SentrySecrets } from "./sentry-secrets.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { Storm } from "./storm.tsx";
import { WriteBack, type WriteBackShown } from "./write-back.tsx";

interface Props {
  webhookUrl: string;
  /** The schema of the integration's components, as JSON to paste. */
  schema: string;
  secrets: SecretsShown;
  arrivals: Arrivals;
  writeBack: WriteBackShown;
  /** Null for who may not. */
  save: FormAction | null;
  saveWriteBack: FormAction | null;
  storm: FormAction | null;
}

export function SentrySettings({ webhookUrl, schema, secrets, arrivals, writeBack, ...actions }: Props) {
  const t = useTranslations("settings.sentry");
  const done = (isDone: boolean): string | null => (isDone ? t("done") : null);
  return (
    <SettingsPage title={t("title")} body={t("body")}>
      <ol className="grid gap-10">
        <Step number={1} title={t("step1")} done={done(arrivals.fromSentry)}>
          {arrivals.fromSentry ? (
            <Disclosure summary={t("step1Again")}>
              <div className="grid gap-4 pt-2">
                <SentryIntegration webhookUrl={webhookUrl} schema={schema} />
              </div>
            </Disclosure>
          ) : (
            <SentryIntegration webhookUrl={webhookUrl} schema={schema} />
          )}
        </Step>
        <Step number={2} title={t("step2")} done={done(secrets.secret.tail !== null)}>
          <SentrySecrets shown={secrets} save={actions.save} />
        </Step>
        <Step number={3} title={t("step3")} done={done(arrivals.fromSentry)}>
          <FirstWebhook arrivals={arrivals} ready={secrets.secret.tail !== null} />
          {actions.storm && <Storm send={actions.storm} ready={secrets.secret.tail !== null} />}
        </Step>
      </ol>
      <div className="border-t pt-8">
        <Section id="write-back" title={t("writeBack.title")}>
          <WriteBack shown={writeBack} save={actions.saveWriteBack} />
        </Section>
      </div>
    </SettingsPage>
  );
}
