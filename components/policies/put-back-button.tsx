"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import type { PutBack } from "./acts.ts";

interface Props {
  to: number;
  /** The version that stands. */
  stands: number;
  putBack: PutBack;
}

/** One press, and an earlier version stands again, as a new one: nothing is lost by it. */
export function PutBackButton({ to, stands, putBack }: Props) {
  const t = useTranslations("policies");
  const [pending, start] = useTransition();
  const press = (): void =>
    start(async () => {
      const outcome = await putBack(to, stands).catch(() => null);
      if (outcome?.outcome === "saved") toast(t("done.putBack", { to, version: outcome.version }));
      else if (outcome?.outcome === "stale") toast.error(t("done.stale", { name: outcome.by, version: outcome.version }));
      else if (outcome) toast.error(t("done.invalid", { message: outcome.errors.map(({ message }) => message).join("; ") }));
      else toast.error(t("done.unreachable"));
    });
  return (
    <Button aria-label={t("history.putBackLabel", { version: to })} aria-disabled={pending} onClick={() => !pending && press()}>
      {t("history.putBack")}
    </Button>
  );
}
