"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";

const rooms = [
  { name: "sentry", forAll: true },
  { name: "models", forAll: true },
  { name: "projects", forAll: true },
  { name: "channels", forAll: true },
  { name: "members", forAll: true },
  { name: "keys", forAll: false },
  { name: "audit", forAll: false },
] as const;

/** The pages of the settings: beside the page where there is room, above it where there is not. */
export function SettingsNav({ admin }: { admin: boolean }) {
  const t = useTranslations("settings");
  const path = usePathname();
  return (
    <nav aria-label={t("title")} className="@4xl:sticky @4xl:top-6 @4xl:self-start">
      <p aria-hidden className="px-2.5 pb-2 text-meta text-n10 @max-4xl:hidden">
        {t("title")}
      </p>
      <ul className="flex flex-wrap gap-1 @max-4xl:-mx-2 @4xl:grid @4xl:gap-0.5">
        {rooms
          .filter(({ forAll }) => forAll || admin)
          .map(({ name }) => (
            <li key={name}>
              <Link
                href={`/settings/${name}`}
                aria-current={path.startsWith(`/settings/${name}`) ? "page" : undefined}
                className={cx(
                  "flex h-8 items-center rounded-md px-2.5 transition-colors",
                  path.startsWith(`/settings/${name}`) ? "bg-n4 font-medium text-n12" : "text-n11 hover:bg-n3 hover:text-n12",
                )}
              >
                {t(`nav.${name}`)}
              </Link>
            </li>
          ))}
      </ul>
    </nav>
  );
}
