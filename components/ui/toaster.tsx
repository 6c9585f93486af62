"use client";
import { useTranslations } from "next-intl";
import { Toaster as Sonner } from "sonner";

export function Toaster() {
  const t = useTranslations("ui");
  return (
    <Sonner
      containerAriaLabel={t("notifications")}
      position="bottom-right"
      toastOptions={{
        unstyled: true,
        classNames: { toast: "w-full rounded-lg font-sans bg-n12 px-3 py-2 text-body text-n1 shadow-float", title: "text-body" },
      }}
    />
  );
}
