import { useTranslations } from "next-intl";
import { Section } from "#components/ui/section.tsx";
import type { Evidence } from "#lib/model/verdict.ts";
import { highlight } from "./highlight.ts";

/** The message with the words that decided marked in place, and why each did. */
export function MarkedMessage({ message, evidence }: { message: string; evidence: readonly Evidence[] }) {
  const t = useTranslations("verdict");
  const pieces = highlight(message, evidence);
  const marked = new Set(pieces.map((piece) => piece.evidence));
  const within = evidence.flatMap((item, index) => (marked.has(index) ? [{ ...item, index }] : []));
  const elsewhere = evidence.filter((_, index) => !marked.has(index));
  return (
    <Section id="evidence" title={t("message")}>
      <p
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-96 overflow-y-auto rounded-md border bg-n2 p-3 font-mono text-code whitespace-pre-wrap wrap-anywhere"
      >
        {pieces.map(({ text, start, evidence: mark }) =>
          mark === null ? (
            <span key={start}>{text}</span>
          ) : (
            <mark key={start} className="rounded-[2px] border-b-2 border-evidence-line bg-evidence text-n12">
              {text}
            </mark>
          ),
        )}
      </p>
      {evidence.length === 0 && <p className="text-n10">{t("noEvidence")}</p>}
      <Reasons items={within} />
      {elsewhere.length > 0 && <h3 className="font-medium">{t("evidenceElsewhere")}</h3>}
      <Reasons items={elsewhere} />
    </Section>
  );
}

function Reasons({ items }: { items: readonly Evidence[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="grid gap-1">
      {items.map(({ text, start, why }) => (
        <li key={`${start}:${text}:${why}`} className="grid gap-x-4 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <q className="line-clamp-2 font-mono text-code leading-5 wrap-anywhere [quotes:none]">{text}</q>
          <span className="text-n11 wrap-anywhere">{why}</span>
        </li>
      ))}
    </ul>
  );
}
