import Link from "next/link";
import { useTranslations } from "next-intl";
import { AccountPanel } from "#components/account/panel.tsx";
import { buttonClass } from "#components/ui/button.tsx";

/** A link that makes no administrator: used already, or not the one of the console. */
export default function SetupClosedPage() {
  const t = useTranslations();
  return (
    <AccountPanel title={t("setup.closedTitle")} body={t("setup.error.closed")}>
      <Link href="/sign-in" className={buttonClass("secondary")}>
        {t("signIn.title")}
      </Link>
    </AccountPanel>
  );
}
