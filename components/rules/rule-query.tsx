"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { optionId, QueryOptions, queryOptionsId } from "#components/issues/query-options.tsx";
import { useSuggestions } from "#components/issues/use-suggestions.ts";
import type { Offer } from "#components/issues/vocabulary.ts";
import { Pointer, useReading } from "#components/policies/query-field.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";

interface Props {
  id: string;
  text: string;
  /** What the query means that the form begins with. */
  means: string | null;
  offers: readonly Offer[];
  onChange: (query: string) => void;
  /** What the server said of it. */
  error: string | undefined;
}

/** The query box of the list, read while it is typed. */
export function RuleQuery({ id, text, means, offers, onChange, error }: Props) {
  const t = useTranslations("rules.form");
  const input = useRef<HTMLInputElement>(null);
  const { items, active, type, take, close, onKeyDown } = useSuggestions(input, { text, write: onChange }, offers);
  const reading = useReading(text, means);
  const fault = reading && !reading.ok ? t("queryFault", { at: reading.at + 1, message: reading.message }) : error;
  const isOpen = items.length > 0;
  return (
    <div className="grid gap-1">
      <Field id={id} label={t("query")} hint={t("queryHint")} error={fault}>
        {(described) => (
          <div className="relative">
            <Input
              {...described}
              ref={input}
              role="combobox"
              aria-expanded={isOpen}
              aria-controls={queryOptionsId}
              aria-autocomplete="list"
              aria-activedescendant={isOpen && active >= 0 ? optionId(active) : undefined}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={2000}
              value={text}
              onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
              onKeyDown={onKeyDown}
              onBlur={close}
              className="font-mono md:text-code!"
            />
            <QueryOptions items={items} active={active} onTake={take} />
          </div>
        )}
      </Field>
      {reading && !reading.ok && <Pointer text={text} at={reading.at} />}
      <p aria-live="polite" className="text-meta text-n11 wrap-anywhere empty:hidden">
        {reading?.ok && t("queryMeans", { sentence: reading.means })}
      </p>
    </div>
  );
}
