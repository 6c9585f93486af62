import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { type Category, type Family, families } from "#lib/model/taxonomy.ts";

const hues: Record<Family, string> = {
  capacity: "bg-capacity",
  access: "bg-access",
  request: "bg-request",
  answer: "bg-answer",
  application: "bg-application",
  surroundings: "bg-surroundings",
};

const hueOf = new Map<Category, string>(
  (Object.keys(hues) as Family[]).flatMap((family) =>
    families[family].map((category): [Category, string] => [category, hues[family]]),
  ),
);

export function CategoryTag({ category }: { category: Category }) {
  const t = useTranslations("category");
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <span aria-hidden className={cx("size-2 shrink-0 rounded-[2px]", hueOf.get(category))} />
      <span className="truncate">{t(category)}</span>
    </span>
  );
}
