"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionForm } from "./action-form.tsx";
import type { FormAction } from "./form-state.ts";

/** Sends the sample storm: real signed webhooks through the real route. */
export function Storm({ send, ready }: { send: FormAction; ready: boolean }) {
  const t = useTranslations("settings.sentry");
  const [isSent, setSent] = useState(false);
  if (!ready) return null;
  return (
    <div className="grid gap-2">
      <p className="text-n11">{t("stormBody")}</p>
      <ActionForm
        action={send}
        submit={t("storm")}
        look="secondary"
        onDone={() => setSent(true)}
        after={
          isSent && (
            <Link href="/issues" className="text-accent underline underline-offset-2">
              {t("stormLink")}
            </Link>
          )
        }
      />
    </div>
  );
}
