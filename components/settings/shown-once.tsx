"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyText } from "#components/ui/copy-text.tsx";

/** A secret that was just made: it cannot be read again. */
export function ShownOnce({ text, why, onClose }: { text: string; why: string; onClose: () => void }) {
  const t = useTranslations("settings.form");
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => said.current?.focus(), []);
  return (
    <div className="grid gap-4">
      <p ref={said} tabIndex={-1} className="outline-none">
        {why}
      </p>
      <CopyText text={text} />
      <div>
        <Button look="primary" onClick={onClose}>
          {t("close")}
        </Button>
      </div>
    </div>
  );
}
