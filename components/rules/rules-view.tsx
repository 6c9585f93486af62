import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { VersionedPage } from "#components/ui/versioned-page.tsx";
import { When } from "#components/ui/when.tsx";
import { editHref, hrefOf, type View, views } from "./view.ts";

interface Props {
  view: View;
  /** 0 while none was saved. */
  version: number;
  at: string;
  by: string;
  mayEdit: boolean;
  children: ReactNode;
}

/** What stands around the list and its history. */
export function RulesView({ view, version, at, by, mayEdit, children }: Props) {
  const t = useTranslations("rules");
  const items = views.map((each) => ({
    key: each,
    href: hrefOf(each),
    current: each === view,
    content: t(`view.${each}`),
  }));
  return (
    <VersionedPage
      title={t("title")}
      intro={t("intro")}
      add={mayEdit ? { href: editHref({}), label: t("add") } : null}
      parts={{ label: t("view.label"), items }}
      version={version > 0 && t.rich("version", { version, name: by, when: () => <When at={at} /> })}
      viewerWhy={mayEdit ? null : t("viewerWhy")}
    >
      {children}
    </VersionedPage>
  );
}
