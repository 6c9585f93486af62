import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { VersionedPage } from "#components/ui/versioned-page.tsx";
import { When } from "#components/ui/when.tsx";
import { hrefOf, type View, views } from "./view.ts";

interface Props {
  view: View;
  version: number;
  at: string;
  by: string;
  mayEdit: boolean;
  /** How many silences hold something back now. */
  silences: number;
  children: ReactNode;
}

/** What can be added where; a silence is added by the form below the list. */
const adds: Partial<Record<View, { href: string; label: "add" | "addCalendar" | "addChannel" }>> = {
  list: { href: "/policies/edit", label: "add" },
  calendars: { href: "/policies/calendar", label: "addCalendar" },
  channels: { href: "/policies/channel", label: "addChannel" },
};

/** What stands around every part of the document. */
export function PoliciesView({ view, version, at, by, mayEdit, silences, children }: Props) {
  const t = useTranslations("policies");
  const add = mayEdit ? adds[view] : undefined;
  const items = views.map((each) => ({
    key: each,
    href: hrefOf({ view: each }),
    current: each === view,
    content: (
      <>
        {t(`view.${each}`)}
        {each === "silences" && silences > 0 && <span className="text-n10">{silences}</span>}
      </>
    ),
  }));
  return (
    <VersionedPage
      title={t("title")}
      intro={t("intro")}
      add={add ? { href: add.href, label: t(add.label) } : null}
      parts={{ label: t("view.label"), items }}
      version={
        <Link href={hrefOf({ view: "history" })} prefetch={false} className="inline-block min-h-6 leading-6 hover:underline">
          {by === "default"
            ? t("versionFirst", { version })
            : t.rich("version", { version, name: by, when: () => <When at={at} /> })}
        </Link>
      }
      viewerWhy={mayEdit ? null : t("viewerWhy")}
    >
      {children}
    </VersionedPage>
  );
}
