"use client";
import { Search } from "lucide-react";
import Form from "next/form";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { FocusKey } from "#components/keys/focus-key.tsx";
import { Input } from "#components/ui/input.tsx";
import type { IssueFilter } from "./filter.ts";
import { optionId, QueryOptions, queryOptionsId } from "./query-options.tsx";
import { useFollowing, useSuggestions } from "./use-suggestions.ts";
import type { Offer } from "./vocabulary.ts";

interface Props {
  filter: Pick<IssueFilter, "query" | "sort">;
  offers: readonly Offer[];
  /** The id of what says that the query is wrong, when it is. */
  faultId: string | undefined;
}

/** The query as text, with what may be written below it. It is a plain form: without scripts it asks just the same. */
export function QueryBox({ filter: { query, sort }, offers, faultId }: Props) {
  const t = useTranslations("issues.query");
  const input = useRef<HTMLInputElement>(null);
  const typed = useFollowing(query);
  const { items, active, type, take, close, onKeyDown } = useSuggestions(input, typed, offers);
  return (
    <Form action="/issues" role="search" className="relative w-full md:w-auto md:max-w-160 md:grow md:basis-80" onSubmit={close}>
      {sort !== "last_seen" && <input type="hidden" name="sort" value={sort} />}
      <Search aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-n10" />
      <Input
        ref={input}
        id="search"
        name="query"
        {...combobox(items.length > 0, active)}
        aria-label={t("label")}
        aria-keyshortcuts="/"
        aria-invalid={faultId ? true : undefined}
        aria-describedby={faultId}
        placeholder={t("placeholder")}
        value={typed.text}
        onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
        onKeyDown={onKeyDown}
        onBlur={close}
        className="pl-8"
      />
      <QueryOptions items={items} active={active} onTake={take} />
      <span role="status" className="sr-only">
        {items.length > 0 && t("offered", { count: items.length })}
      </span>
      <FocusKey on="/" to="search" />
    </Form>
  );
}

const combobox = (isOpen: boolean, active: number) =>
  ({
    role: "combobox",
    "aria-expanded": isOpen,
    "aria-controls": queryOptionsId,
    "aria-autocomplete": "list",
    "aria-activedescendant": isOpen && active >= 0 ? optionId(active) : undefined,
    autoComplete: "off",
    autoCapitalize: "none",
    spellCheck: false,
    enterKeyHint: "search",
    maxLength: 2000,
  }) as const;
