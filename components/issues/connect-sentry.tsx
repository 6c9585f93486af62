import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";

/** The first screen of a fresh installation: where to make Sentry send its first webhook, or to try it without. */
export function ConnectSentry({ webhookUrl }: { webhookUrl: string }) {
  const t = useTranslations("issues.connect");
  return (
    <EmptyState title={t("title")} body={t("body")}>
      <CopyText text={webhookUrl} />
      <Link href="/settings/sentry" className={buttonClass("primary")}>
        {t("setUp")}
      </Link>
    </EmptyState>
  );
}
