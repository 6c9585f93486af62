"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";

/** The document as text, to read and to copy. */
export function YamlView({ text }: { text: string }) {
  const t = useTranslations();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  return (
    <Section
      id="yaml"
      title={t("policies.yamlTitle")}
      aside={
        <Button onClick={copy}>
          <span aria-live="polite">{t(copied ? "ui.copied" : "ui.copy")}</span>
        </Button>
      }
    >
      <p className="max-w-[72ch] text-n11">{t("policies.yamlHint")}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} className="max-h-[70dvh] overflow-auto rounded-md border bg-n2 p-3 font-mono text-code">
        {text}
      </pre>
    </Section>
  );
}
