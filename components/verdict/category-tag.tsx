import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { hues } from "./hues.ts";

export function CategoryTag({ category }: { category: Category }) {
  const t = useTranslations("category");
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2 align-middle">
      <span aria-hidden className={cx("size-2 shrink-0 rounded-[2px]", hues[category])} />
      <span className="truncate">{t(category)}</span>
    </span>
  );
}
