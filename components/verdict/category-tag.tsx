import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import type { CategoryNames } from "#lib/model/preset.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { hues } from "./hues.ts";

interface Props {
  category: Category;
  /** Where the project's preset calls it otherwise: its own name is then said on hover. */
  names?: CategoryNames | null;
}

export function CategoryTag({ category, names = null }: Props) {
  const t = useTranslations("category");
  const own = t(category);
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-2 align-middle" title={names ? own : undefined}>
      <span aria-hidden className={cx("size-2 shrink-0 rounded-[2px]", hues[category])} />
      <span className="truncate">{names?.[category] ?? own}</span>
    </span>
  );
}
