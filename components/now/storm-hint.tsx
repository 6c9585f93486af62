import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";

/** Before Sentry is connected there is a way to see what it will be like. */
export function StormHint() {
  const t = useTranslations("now");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b pb-4">
      <p className="text-n11">{t("stormHint")}</p>
      <Link href="/settings/sentry" className={buttonClass("secondary")}>
        {t("stormLink")}
      </Link>
    </div>
  );
}
