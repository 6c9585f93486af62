import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { hrefOf, type IssueFilter } from "./filter.ts";

export function Pager({ filter, nextCursor }: { filter: IssueFilter; nextCursor: string | null }) {
  const t = useTranslations("issues");
  if (!nextCursor && !filter.cursor) return null;
  return (
    <div className="flex justify-end gap-2">
      {filter.cursor && (
        <Link prefetch={false} href={hrefOf(filter)} className={buttonClass("quiet")}>
          {t("first")}
        </Link>
      )}
      {nextCursor && (
        <Link prefetch={false} href={hrefOf(filter, { cursor: nextCursor })} className={buttonClass("secondary")}>
          {t("next")}
        </Link>
      )}
    </div>
  );
}
