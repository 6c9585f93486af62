"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { When } from "#components/ui/when.tsx";

export interface Received {
  at: string;
  /** Resource and action, as `issue.created`. */
  what: string;
}

export interface Arrivals {
  first: Received | null;
  last: Received | null;
  fromSentry: boolean;
}

const askEveryMs = 2000;

/** Waits in sight for the first webhook, and says what came. */
export function FirstWebhook({ arrivals: { first, last, fromSentry }, ready }: { arrivals: Arrivals; ready: boolean }) {
  const t = useTranslations("settings.sentry");
  const isWaiting = ready && !fromSentry;
  useAsking(isWaiting);
  return (
    <div className="grid gap-1">
      <p role="status" className="sr-only">
        {first && t("firstSaid", { what: first.what })}
      </p>
      {!ready && <p className="text-n11">{t("notReady")}</p>}
      {isWaiting && !first && (
        <>
          <p className="flex items-center gap-2 font-medium">
            <span aria-hidden className="size-2 rounded-full border border-n8" />
            {t("waiting")}
          </p>
          <p className="text-n11">{t("waitingBody")}</p>
        </>
      )}
      {first && <Told kind="first" {...first} />}
      {last && last.at !== first?.at && <Told kind="last" {...last} />}
      {isWaiting && first && <p className="text-n11">{t("samples")}</p>}
    </div>
  );
}

function Told({ kind, at, what }: Received & { kind: "first" | "last" }) {
  const t = useTranslations("settings.sentry");
  return (
    <p className={kind === "first" ? undefined : "text-n11"}>
      {t.rich(kind, { when: () => <When at={at} />, what: () => <code className="font-mono text-code">{what}</code> })}
    </p>
  );
}

/** Asks the server again while it is waited for and the page is seen. */
function useAsking(isWaiting: boolean): void {
  const router = useRouter();
  useEffect(() => {
    if (!isWaiting) return;
    const timer = window.setInterval(() => document.visibilityState === "visible" && router.refresh(), askEveryMs);
    return () => window.clearInterval(timer);
  }, [isWaiting, router]);
}
