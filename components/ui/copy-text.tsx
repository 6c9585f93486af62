"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button.tsx";

/** A line to copy, in full sight, with a button that does it. */
export function CopyText({ text }: { text: string }) {
  const t = useTranslations("ui");
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex max-w-full items-center gap-2">
      <code className="min-w-0 rounded-md border bg-n2 px-2 py-1.5 font-mono text-code wrap-anywhere">{text}</code>
      <Button onClick={() => void navigator.clipboard?.writeText(text).then(() => setCopied(true))}>
        <span aria-live="polite">{copied ? t("copied") : t("copy")}</span>
      </Button>
    </div>
  );
}
