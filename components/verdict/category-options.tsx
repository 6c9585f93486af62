"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { cx } from "#components/ui/cx.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import type { CategoryNames } from "#lib/model/preset.ts";
import type { Category } from "#lib/model/taxonomy.ts";
import { CategoryTag } from "./category-tag.tsx";

export const listId = "category-options";
export const optionId = (category: Category): string => `category-${category}`;

interface Props {
  shown: readonly Category[];
  active: Category | undefined;
  current: Category;
  chosen: Category | null;
  names: CategoryNames | null;
  /** Whether the digits choose, so that they are shown. */
  numbered: boolean;
  onChoose: (category: Category) => void;
}

/** The list of a combobox: pointed at and pressed here, walked from the field that owns it. */
export function CategoryOptions({ shown, active, current, chosen, names, numbered, onChoose }: Props) {
  const t = useTranslations("correct");
  useEffect(() => {
    if (active) document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={t("filter")}
      className="max-h-58 overflow-y-auto rounded-md border p-1 empty:hidden"
    >
      {shown.map((category, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the combobox holds the focus and the keys
        <div
          key={category}
          id={optionId(category)}
          role="option"
          aria-selected={category === chosen}
          onClick={() => onChoose(category)}
          className={cx(
            "flex h-7 cursor-pointer items-center justify-between gap-2 rounded-sm px-2",
            category === active && "bg-n4",
            category === chosen && "font-medium text-accent",
          )}
        >
          <CategoryTag category={category} names={names} />
          {category === current && <span className="text-meta text-n10">{t("current")}</span>}
          {category !== current && numbered && index < 9 && <Kbd>{String(index + 1)}</Kbd>}
        </div>
      ))}
    </div>
  );
}
