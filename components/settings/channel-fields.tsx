"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ChannelKind } from "#lib/model/policy.ts";
import { SecretField, TextField } from "./fields.tsx";

/** What a channel of this kind needs to be used. */
export function ChannelFields({ kind }: { kind: ChannelKind }) {
  const t = useTranslations("settings.channels");
  if (kind === "slack") return <SlackFields />;
  return (
    <>
      <TextField name="url" label={t("url")} hint={t("urlHint")} type="url" required maxLength={2000} autoComplete="off" />
      <SecretField name="secret" label={t("signing")} hint={t("signingHint")} tail={null} />
    </>
  );
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
      {way === "bot" ? (
        <>
          <SecretField name="bot_token" label={t("bot_token")} hint={t("bot_tokenHint")} tail={null} />
          <TextField
            name="channel"
            label={t("channel")}
            hint={t("channelHint")}
            required
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
          />
        </>
      ) : (
        <SecretField name="webhook_url" label={t("webhook_url")} hint={t("webhook_urlHint")} tail={null} />
      )}
    </>
  );
}
