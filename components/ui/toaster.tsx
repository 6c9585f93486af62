"use client";
import { useTranslations } from "next-intl";
import { Toaster as Sonner } from "sonner";

export function Toaster() {
  const t = useTranslations("ui");
  return (
    <Sonner
      containerAriaLabel={t("notifications")}
      position="bottom-right"
      mobileOffset={{ bottom: "5rem" }} // above what stays at the bottom of a form
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center justify-between gap-3 rounded-lg font-sans bg-n12 px-3 py-2 text-body text-n1 shadow-float",
          title: "text-body wrap-anywhere",
          actionButton:
            "min-h-6 shrink-0 rounded-sm px-1 font-medium underline underline-offset-4 outline-offset-2 focus-visible:outline-n1!",
        },
      }}
    />
  );
}
