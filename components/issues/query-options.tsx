"use client";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect } from "react";
import { cx } from "#components/ui/cx.ts";
import type { Suggestion } from "./suggest.ts";

export const queryOptionsId = "query-options";
export const optionId = (index: number): string => `query-option-${index}`;

interface Props {
  items: readonly Suggestion[];
  active: number;
  onTake: (item: Suggestion) => void;
}

/** The list of the query box: pointed at and pressed here, walked from the box that owns it. */
export function QueryOptions({ items, active, onTake }: Props) {
  const t = useTranslations("issues.query");
  const format = useFormatter();
  useEffect(() => {
    if (active >= 0) document.getElementById(optionId(active))?.scrollIntoView({ block: "nearest" });
  }, [active]);
  if (items.length === 0) return null;
  return (
    <div
      id={queryOptionsId}
      role="listbox"
      aria-label={t("options")}
      className="absolute inset-x-0 top-full z-30 mt-1 max-h-74 animate-appear overflow-y-auto rounded-lg bg-n1 p-1 shadow-float"
    >
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the box holds the focus and the keys
        <div
          key={item.insert}
          id={optionId(index)}
          role="option"
          aria-selected={index === active}
          // The box must not lose the focus before the press ends.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(item)}
          className={cx(
            "flex min-h-8 cursor-pointer items-center gap-3 rounded-md px-2 hover:bg-n3",
            index === active && "bg-n4",
          )}
        >
          <span className="shrink-0 font-mono text-code">{item.insert.trim()}</span>
          <span className="min-w-0 grow truncate text-meta text-n10">{item.hint}</span>
          {item.count !== null && <span className="text-n10">{format.number(item.count)}</span>}
        </div>
      ))}
    </div>
  );
}
