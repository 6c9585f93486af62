"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Category } from "#lib/model/taxonomy.ts";
import { CategoryTag } from "./category-tag.tsx";

interface Props {
  /** In the order they are offered; the first nine answer to the digits. */
  offered: readonly Category[];
  current: Category;
  chosen: Category | null;
  onChoose: (category: Category) => void;
}

const optionId = (category: Category): string => `category-${category}`;

export function CategoryPicker({ offered, current, chosen, onChoose }: Props) {
  const t = useTranslations();
  const [filter, setFilter] = useState("");
  const [active, setActive] = useState(0);
  const words = filter.trim().toLowerCase();
  const shown = offered.filter((category) => `${category} ${t(`category.${category}`)}`.toLowerCase().includes(words));
  const activeCategory = shown[active];

  useEffect(() => {
    if (activeCategory) document.getElementById(optionId(activeCategory))?.scrollIntoView({ block: "nearest" });
  }, [activeCategory]);

  function choose(category: Category | undefined): void {
    if (!category) return;
    setActive(shown.indexOf(category));
    onChoose(category);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const digit = words === "" && /^[1-9]$/.test(event.key) ? Number(event.key) : null;
    const isPick = event.key === "Enter" && activeCategory !== undefined && activeCategory !== chosen;
    if (!step && !digit && !isPick) return;
    event.preventDefault();
    if (step) setActive(Math.min(Math.max(active + step, 0), shown.length - 1));
    else choose(digit ? shown[digit - 1] : activeCategory);
  }

  return (
    <div className="grid gap-2">
      <Field id="category-filter" label={t("correct.filter")} hint={t("correct.filterHint")}>
        {(described) => (
          <Input
            {...described}
            role="combobox"
            aria-expanded
            aria-controls="category-options"
            aria-autocomplete="list"
            aria-activedescendant={activeCategory && optionId(activeCategory)}
            autoComplete="off"
            maxLength={40}
            value={filter}
            onChange={(event) => {
              setFilter(event.target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <div
        id="category-options"
        role="listbox"
        aria-label={t("correct.filter")}
        className="max-h-58 overflow-y-auto rounded-md border p-1"
      >
        {shown.map((category, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the combobox above holds the focus and the keys
          <div
            key={category}
            id={optionId(category)}
            role="option"
            aria-selected={category === chosen}
            onClick={() => choose(category)}
            className={cx(
              "flex h-7 cursor-pointer items-center justify-between gap-2 rounded-sm px-2",
              index === active && "bg-n4",
              category === chosen && "font-medium text-accent",
            )}
          >
            <CategoryTag category={category} />
            {category === current && <span className="text-meta text-n10">{t("correct.current")}</span>}
            {category !== current && words === "" && index < 9 && <Kbd>{String(index + 1)}</Kbd>}
          </div>
        ))}
        {shown.length === 0 && <p className="px-2 py-1 text-n10">{t("correct.noMatch", { text: filter })}</p>}
      </div>
    </div>
  );
}
