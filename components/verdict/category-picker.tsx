"use client";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Category } from "#lib/model/taxonomy.ts";
import { CategoryOptions, listId, optionId } from "./category-options.tsx";
import { type Offer, useCategoryChoice } from "./use-category-choice.ts";

/** A field to filter by and the list below it; the focus and the keys stay in the field. */
export function CategoryPicker({ current, ...offer }: Offer & { current: Category }) {
  const t = useTranslations("correct");
  const { filter, shown, active, type, choose, onKeyDown } = useCategoryChoice(offer);
  const field = { ...combobox(active), value: filter, onKeyDown };
  return (
    <div className="grid gap-2">
      <Field id="category-filter" label={t("filter")} hint={t("filterHint")}>
        {(described) => <Input {...described} {...field} onChange={({ target }) => type(target.value)} />}
      </Field>
      <CategoryOptions
        shown={shown}
        active={active}
        current={current}
        chosen={offer.chosen}
        names={offer.names}
        numbered={filter === ""}
        onChoose={choose}
      />
      {shown.length === 0 && <p className="text-n10">{t("noMatch", { text: filter })}</p>}
    </div>
  );
}

const combobox = (active: Category | undefined) =>
  ({
    role: "combobox",
    "aria-expanded": true,
    "aria-controls": listId,
    "aria-autocomplete": "list",
    "aria-activedescendant": active && optionId(active),
    autoComplete: "off",
    maxLength: 40,
  }) as const;
