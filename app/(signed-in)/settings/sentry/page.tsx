import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { SentrySettings } from "#components/settings/sentry.tsx";
import type { SecretsShown } from "#components/settings/sentry-secrets.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { deliveryEnds } from "#lib/db/delivery-ends.ts";
import { componentSchema } from "#lib/pipeline/component.ts";
import { sentrySetup } from "#lib/pipeline/sentry-setup.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { writeBackSettings } from "#lib/pipeline/write-back-settings.ts";
import { saveSentrySecrets, saveWriteBackKinds, sendSampleStorm } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.sentry"))("title") };
}

/** Only administrators see how a secret ends. */
function shown(isAdmin: boolean): SecretsShown {
  const setup = sentrySetup(tools());
  const hidden = <Secret extends { tail: string | null }>(secret: Secret): Secret =>
    isAdmin || secret.tail === null ? secret : { ...secret, tail: "" };
  return { ...setup, secret: hidden(setup.secret), token: hidden(setup.token) };
}

export default async function SentryPage() {
  const viewer = await signedIn("/settings/sentry");
  const isAdmin = viewer.role === "admin";
  const { db, settings } = tools();
  const [arrivals, writeBack] = await Promise.all([deliveryEnds(db), writeBackSettings(tools(), db)]);
  return (
    <SentrySettings
      webhookUrl={`${settings.PUBLIC_URL}/api/sentry/webhook`}
      schema={JSON.stringify(componentSchema, null, 2)}
      secrets={shown(isAdmin)}
      arrivals={arrivals}
      writeBack={writeBack}
      save={isAdmin ? saveSentrySecrets : null}
      saveWriteBack={isAdmin ? saveWriteBackKinds : null}
      storm={atLeast(viewer.role, "responder") ? sendSampleStorm : null}
    />
  );
}
