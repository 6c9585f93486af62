import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
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
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-3 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-page font-semibold">{t("title")}</h1>
          <p className="max-w-[72ch] text-n11">{t("intro")}</p>
        </div>
        {mayEdit && (
          <Link href={editHref({})} className={buttonClass("primary")}>
            {t("add")}
          </Link>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Segmented label={t("view.label")} items={items} />
        {version > 0 && (
          <p className="text-meta text-n10">{t.rich("version", { version, name: by, when: () => <When at={at} /> })}</p>
        )}
      </div>
      {!mayEdit && <p className="text-n11">{t("viewerWhy")}</p>}
      {children}
    </div>
  );
}
