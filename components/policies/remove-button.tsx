"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { useVersions } from "#components/ui/versions.tsx";
import type { ChangeOutcome, PutBack, RemoveItem } from "./acts.ts";
import type { Part } from "./item.ts";

interface Props {
  part: Part;
  at: number;
  name: string;
  /** What names it: it stays as long as something does. */
  usedBy: readonly string[];
  remove: RemoveItem;
  putBack: PutBack;
}

/** Takes an item out of the document, and offers to bring it back; what is still named stays, and who names it is said. */
export function RemoveButton({ part, at, name, usedBy, remove, putBack }: Props) {
  const t = useTranslations("policyParts");
  const versions = useVersions();
  const [pending, start] = useTransition();

  function press(): void {
    if (usedBy.length > 0) return void toast.error(t("used", { name, users: usedBy.join(", ") }));
    start(async () => {
      const before = versions.current();
      const outcome = await remove({ part, version: before, at, below: null }).catch(() => null);
      if (outcome?.outcome !== "saved") return void toast.error(failure(outcome));
      versions.saved(outcome.version);
      toast(t("removed", { name }), { duration: 10_000, action: { label: t("undo"), onClick: () => void bringBack(before) } });
    });
  }

  async function bringBack(to: number): Promise<void> {
    const outcome = await putBack(to, versions.current()).catch(() => null);
    if (outcome?.outcome !== "saved") return void toast.error(failure(outcome));
    versions.saved(outcome.version);
    toast(t("restored", { name }));
  }

  function failure(outcome: ChangeOutcome | null): string {
    if (outcome?.outcome === "stale") return t("stale", { name: outcome.by, version: outcome.version });
    if (outcome?.outcome === "invalid") return t("invalid", { message: outcome.errors.map(({ message }) => message).join("; ") });
    return t("unreachable");
  }
  return (
    <Button look="quiet" aria-label={t("removeNamed", { name })} aria-disabled={pending} onClick={() => !pending && press()}>
      {t("remove")}
    </Button>
  );
}
