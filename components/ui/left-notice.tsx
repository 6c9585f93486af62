"use client";
import { useTranslations } from "next-intl";
import { Button } from "./button.tsx";

interface Props {
  onBring: () => void;
  onForget: () => void;
}

/** What was typed before and not saved is offered, never put over what stands. */
export function LeftNotice({ onBring, onForget }: Props) {
  const t = useTranslations("ui.left");
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-2 border-l-2 border-medium py-1 pl-3">
      <p className="text-n11">{t("body")}</p>
      <div className="flex gap-2">
        <Button onClick={onBring}>{t("bring")}</Button>
        <Button look="quiet" onClick={onForget}>
          {t("forget")}
        </Button>
      </div>
    </div>
  );
}
