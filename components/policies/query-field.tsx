"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/input.tsx";

interface Props {
  id: string;
  label: string;
  hint: string;
  value: string;
  /** What the text means that the field begins with; null when it has none to say. */
  means: string | null;
  onChange: (value: string) => void;
  /** What the server said of it. */
  error: string | undefined;
  readOnly?: boolean;
  rows?: number;
}

export type Reading = { ok: true; means: string } | { ok: false; at: number; message: string } | null;

/** A text of the query language: read while it is typed, with the character that is wrong and what to write instead. */
export function QueryField({ id, label, hint, value, means, onChange, error, readOnly = false, rows = 2 }: Props) {
  const reading = useReading(value, means);
  const t = useTranslations("policyForm");
  const isEmpty = value.trim() === "";
  const fault =
    reading && !reading.ok
      ? t("matchFault", { at: reading.at + 1, message: reading.message })
      : error && isEmpty
        ? t("matchMissing")
        : error;
  return (
    <div className="grid gap-1">
      <Field id={id} label={label} hint={hint} error={fault}>
        {(described) => (
          <Textarea
            {...described}
            rows={rows}
            spellCheck={false}
            autoCapitalize="off"
            value={value}
            readOnly={readOnly}
            onChange={({ target }) => onChange(target.value)}
            className={cx("field-sizing-content font-mono md:text-code! read-only:bg-n3", rows === 1 && "min-h-10! md:min-h-8!")}
          />
        )}
      </Field>
      {reading && !reading.ok && <Pointer text={value} at={reading.at} />}
      <p aria-live="polite" className="text-meta text-n11 wrap-anywhere empty:hidden">
        {reading?.ok && t("matchMeans", { sentence: reading.means })}
      </p>
    </div>
  );
}

/** The text again, with the wrong character marked; at its end a mark stands where something is missing. */
export function Pointer({ text, at }: { text: string; at: number }) {
  const end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  return (
    <p aria-hidden className="rounded-sm bg-n2 px-3 py-1 font-mono text-code whitespace-pre-wrap text-n11 wrap-anywhere">
      {text.slice(0, at)}
      <mark className="bg-transparent text-danger underline decoration-2 underline-offset-4">
        {text.slice(at, end).trim() || "\u2423"}
      </mark>
      {text.slice(end)}
    </p>
  );
}

/** The parser comes when the text is first edited, so that no page has to load it; until then the server's reading stands. */
export function useReading(text: string, means: string | null): Reading {
  const begun = useRef(text);
  const latest = useRef(text);
  const [reading, setReading] = useState<Reading>(null);
  useEffect(() => {
    latest.current = text;
    if (text === begun.current) return setReading(null);
    void Promise.all([import("#lib/query/parse.ts"), import("#lib/query/explain.ts")]).then(([{ parseQuery }, { explain }]) => {
      if (latest.current !== text) return;
      const parsed = parseQuery(text);
      setReading(parsed.ok ? { ok: true, means: explain(parsed.query) } : { ok: false, ...parsed.fault });
    });
  }, [text]);
  return text === begun.current && means !== null ? { ok: true, means } : reading;
}
