"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { toast } from "sonner";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { ChangeOutcome, ChangePolicies } from "./acts.ts";
import type { Change } from "./change.ts";

interface Of {
  name: string;
  version: number;
  change: ChangePolicies;
}

/** Makes a change and says what became of it; what was deleted can be brought back for as long as that is said. */
export function useChange({ name, version, change }: Of) {
  const t = useTranslations("policies.done");
  const [pending, start] = useTransition();

  function make(wanted: Change, done: string, assume?: () => void): void {
    start(async () => {
      assume?.();
      const outcome = await change(version, wanted).catch(() => null);
      if (outcome?.outcome !== "saved") toast.error(failure(outcome));
      else if (outcome.removed && wanted.kind === "delete")
        offerUndo(done, { ...outcome, at: wanted.at, policy: outcome.removed });
      else toast(done);
    });
  }

  function offerUndo(done: string, { version: since, at, policy }: { version: number; at: number; policy: PolicySpec }): void {
    const restore = async (): Promise<void> => {
      const outcome = await change(since, { kind: "restore", at, policy }).catch(() => null);
      if (outcome?.outcome === "saved") toast(t("restored", { name }));
      else toast.error(failure(outcome));
    };
    toast(done, { duration: 10_000, action: { label: t("undo"), onClick: () => void restore() } });
  }

  function failure(outcome: Exclude<ChangeOutcome, { outcome: "saved" }> | null): string {
    if (!outcome) return t("unreachable");
    if (outcome.outcome === "stale") return t("stale", { name: outcome.by, version: outcome.version });
    return t("invalid", { message: outcome.errors.map(({ path, message }) => `${path}: ${message}`).join("; ") });
  }
  return { make, pending };
}
