"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import type { CategoryNames } from "#lib/model/preset.ts";
import type { Category } from "#lib/model/taxonomy.ts";

export interface Offer {
  /** In the order they are offered; the first nine answer to the digits. */
  offered: readonly Category[];
  chosen: Category | null;
  /** What they are called where a preset is chosen. */
  names: CategoryNames | null;
  onChoose: (category: Category) => void;
}

/** What the keys of the category field do: type to filter, arrows to walk, digits or Enter to choose; a second Enter saves. */
export function useCategoryChoice({ offered, chosen, names, onChoose }: Offer) {
  const t = useTranslations("category");
  const [filter, setFilter] = useState("");
  const [at, setAt] = useState(0);
  const words = filter.trim().toLowerCase();
  const shown = offered.filter((category) => (names?.[category] ?? `${category} ${t(category)}`).toLowerCase().includes(words));
  const active = shown[at];

  function type(text: string): void {
    setFilter(text);
    setAt(0);
  }

  function choose(category: Category | undefined): void {
    if (!category) return;
    setAt(shown.indexOf(category));
    onChoose(category);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const digit = filter === "" && /^[1-9]$/.test(event.key) ? Number(event.key) : null;
    const isPick = event.key === "Enter" && active !== undefined && active !== chosen;
    if (!step && !digit && !isPick) return;
    event.preventDefault();
    if (step) setAt(Math.min(Math.max(at + step, 0), shown.length - 1));
    else choose(digit ? shown[digit - 1] : active);
  }

  return { filter, shown, active, type, choose, onKeyDown };
}
