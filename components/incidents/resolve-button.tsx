"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useFocusAfter } from "#components/ui/use-focus-after.ts";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onResolve: () => void;
}

/** Asks first: what is resolved cannot be opened again, and a key is easily pressed. */
export function ResolveButton({ open, onOpenChange, onResolve }: Props) {
  const t = useTranslations("incidents.resolving");
  const opener = useFocusAfter(open);
  return (
    <>
      <Button ref={opener} aria-keyshortcuts="r" id="resolve" onClick={() => onOpenChange(true)}>
        {t("open")}
      </Button>
      <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("body")}>
        <Button look="primary" onClick={onResolve} className="max-md:h-10">
          {t("submit")}
        </Button>
      </Dialog>
    </>
  );
}
