"use client";
import { useTranslations } from "next-intl";
import type { TextFault } from "./acts.ts";

/** What is wrong with a text, each fault with the line that it leads to. */
export function TextFaults({ faults, textId }: { faults: readonly TextFault[]; textId: string }) {
  const t = useTranslations("policyYaml");
  return (
    <ul aria-label={t("faults")} className="border-t">
      {faults.map(({ path, line, message }) => (
        <li key={`${path} ${message}`} className="flex flex-wrap gap-x-3 border-b border-n5 py-1.5">
          {line === null ? (
            <span className="text-n10">{t("noLine")}</span>
          ) : (
            <button type="button" onClick={() => selectLine(textId, line)} className="min-h-6 underline underline-offset-2">
              {t("line", { line })}
            </button>
          )}
          {path && <code className="font-mono text-code leading-6 wrap-anywhere text-n11">{path}</code>}
          <span className="inline-block leading-6 wrap-anywhere text-danger first-letter:uppercase">{message}</span>
        </li>
      ))}
    </ul>
  );
}

/** Marks a line of the text and brings it into sight. */
function selectLine(textId: string, line: number): void {
  const field = document.getElementById(textId);
  if (!(field instanceof HTMLTextAreaElement)) return;
  const lines = field.value.split("\n");
  const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  field.focus();
  field.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
  field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, line - 6);
}
