"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { toast } from "sonner";
import type { DocumentFault } from "#lib/model/policy.ts";
import { Button } from "./button.tsx";

type Outcome =
  | { outcome: "saved"; version: number }
  | { outcome: "stale"; version: number; by: string }
  | { outcome: "invalid"; errors: readonly DocumentFault[] };

interface Props {
  /** Whose versions they are. */
  of: "policies" | "rules";
  to: number;
  /** The version that stands. */
  stands: number;
  putBack: (to: number, version: number) => Promise<Outcome>;
}

/** One press, and an earlier version stands again, as a new one: nothing is lost by it. */
export function PutBackButton({ of, to, stands, putBack }: Props) {
  const t = useTranslations(of);
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
