import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
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

/** What stands around every part of the document. */
export function PoliciesView({ view, version, at, by, mayEdit, silences, children }: Props) {
  const t = useTranslations("policies");
  const items = views.map((each) => ({
    key: each,
    href: hrefOf({ view: each, silence: undefined }),
    current: each === view,
    content: (
      <>
        {t(`view.${each}`)}
        {each === "silences" && silences > 0 && <span className="text-n10">{silences}</span>}
      </>
    ),
  }));
  return (
    <div className="content grid grid-cols-[minmax(0,1fr)] gap-3 py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-page font-semibold">{t("title")}</h1>
          <p className="text-n11">{t("intro")}</p>
        </div>
        {mayEdit && (
          <Link href="/policies/edit" className={buttonClass("primary")}>
            {t("add")}
          </Link>
        )}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <Segmented label={t("view.label")} items={items} />
        <p className="text-meta text-n10">
          {by === "default"
            ? t("versionFirst", { version })
            : t.rich("version", { version, name: by, when: () => <When at={at} /> })}
        </p>
      </div>
      {!mayEdit && <p className="text-n11">{t("viewerWhy")}</p>}
      {children}
    </div>
  );
}
