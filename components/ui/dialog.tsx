"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: string;
  children: ReactNode;
}

export function Dialog({ open, onOpenChange, title, description, children }: Props) {
  const t = useTranslations("ui");
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-veil" />
        <Radix.Content className="fixed inset-x-4 top-[max(1rem,8vh)] z-40 mx-auto flex max-h-[84dvh] max-w-120 animate-appear flex-col rounded-lg bg-n1 shadow-float">
          <header className="border-b py-3 pr-14 pl-4">
            <Radix.Title className="text-section font-medium">{title}</Radix.Title>
            <Radix.Description className="text-n10">{description}</Radix.Description>
          </header>
          <div className="min-h-0 overflow-y-auto p-4">{children}</div>
          {/* Last, so that the first field gets the focus. */}
          <Radix.Close
            aria-label={t("close")}
            className="absolute top-3 right-3 grid size-8 shrink-0 place-items-center rounded-md text-n10 hover:bg-n3 hover:text-n12"
          >
            <X aria-hidden className="size-4" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
