"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Section } from "#components/ui/section.tsx";
import type { CheckText, SaveText } from "./acts.ts";
import { YamlForm } from "./yaml-form.tsx";

interface Props {
  text: string;
  version: number;
  /** Null when the person may only read. */
  acts: { check: CheckText; save: SaveText } | null;
}

/** The document as text: to read, to copy, to take along, and to change. */
export function YamlView({ text, version, acts }: Props) {
  const t = useTranslations("policyYaml");
  const [edited, setEdited] = useState<string | null>(null);
  return (
    <Section id="yaml" title={t("title")} aside={<TakeAlong text={text} version={version} />}>
      <p className="max-w-[72ch] text-n11">{t("hint")}</p>
      {acts && edited !== null ? (
        <YamlForm {...acts} begun={edited} version={version} leave={() => setEdited(null)} />
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="max-h-[70dvh] overflow-auto rounded-md border bg-n2 p-3 font-mono text-code">
            {text}
          </pre>
          {acts && (
            <Button className="justify-self-start" onClick={() => setEdited(text)}>
              {t("edit")}
            </Button>
          )}
        </>
      )}
    </Section>
  );
}

function TakeAlong({ text, version }: Pick<Props, "text" | "version">) {
  const t = useTranslations();
  const [copied, setCopied] = useState(false);
  const copy = (): void => void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  function download(): void {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    link.download = `verdict-policies-${version}.yaml`;
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <div className="flex gap-2">
      <Button onClick={copy}>
        <span aria-live="polite">{t(copied ? "ui.copied" : "ui.copy")}</span>
      </Button>
      <Button onClick={download}>{t("policyYaml.download")}</Button>
    </div>
  );
}
