"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import type { EndSilence } from "./acts.ts";

export function EndButton({ id, match, end }: { id: string; match: string; end: EndSilence }) {
  const t = useTranslations("silences");
  const [pending, start] = useTransition();
  const press = (): void =>
    start(async () => {
      const outcome = await end(id).catch(() => null);
      if (outcome?.ok) toast(t("done.ended"));
      else toast.error(outcome ? t("done.failed", { message: outcome.message }) : t("done.unreachable"));
    });
  return (
    <Button aria-label={t("endNamed", { match })} aria-disabled={pending} onClick={() => !pending && press()}>
      {t("end")}
    </Button>
  );
}
