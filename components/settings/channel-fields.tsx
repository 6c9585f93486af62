"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelKind } from "#lib/model/policy.ts";
import { SecretField, TextField } from "./fields.tsx";

type Form = Exclude<ChannelKind, "digest" | "slack"> | "slack-bot" | "slack-webhook";

/** What each kind of channel needs, by the names of its secrets. Plain ones are seen while they are written. */
const forms = {
  "slack-bot": [{ name: "bot_token" }, { name: "channel", plain: "text" }, { name: "signing_secret" }],
  "slack-webhook": [{ name: "webhook_url" }],
  pagerduty: [{ name: "routing_key" }],
  email: [{ name: "smtp_url" }, { name: "from", text: "mailFrom", plain: "text" }],
  sms: [{ name: "account_sid", plain: "text" }, { name: "auth_token" }, { name: "from", text: "smsFrom", plain: "text" }],
  voice: [{ name: "account_sid", plain: "text" }, { name: "auth_token" }, { name: "from", text: "voiceFrom", plain: "text" }],
  webhook: [
    { name: "url", plain: "url" },
    { name: "secret", text: "signing" },
  ],
  "retry-hook": [
    { name: "url", text: "retryUrl", plain: "url" },
    { name: "secret", text: "signing" },
  ],
} as const satisfies Record<Form, readonly { name: string; text?: string; plain?: "text" | "url" }[]>;

/** What a channel of this kind needs to be used. */
export function ChannelFields({ kind }: { kind: ChannelKind }) {
  if (kind === "digest") return null;
  return kind === "slack" ? <SlackFields /> : <Fields form={kind} />;
}

function Fields({ form }: { form: Form }) {
  const t = useTranslations("settings.channels.field");
  return forms[form].map((field) => {
    const key = "text" in field ? field.text : field.name;
    const words = { name: field.name, label: t(`${key}.label`), hint: t(`${key}.hint`) };
    if (!("plain" in field)) return <SecretField key={field.name} {...words} tail={null} />;
    return <TextField key={field.name} {...words} type={field.plain} maxLength={2000} autoComplete="off" spellCheck={false} />;
  });
}

function SlackFields() {
  const t = useTranslations("settings.channels");
  const [way, setWay] = useState<"bot" | "webhook">("bot");
  return (
    <>
      <fieldset className="grid gap-1">
        <legend className="pb-1 font-medium">{t("way")}</legend>
        {(["bot", "webhook"] as const).map((each) => (
          <label key={each} className="flex min-h-6 items-center gap-2">
            <input
              type="radio"
              name="way"
              value={each}
              checked={way === each}
              onChange={() => setWay(each)}
              className="size-4 accent-accent-solid"
            />
            {t(each === "bot" ? "wayBot" : "wayWebhook")}
          </label>
        ))}
      </fieldset>
      <Fields form={`slack-${way}`} />
    </>
  );
}
