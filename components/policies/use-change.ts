"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { toast } from "sonner";
import { useVersions } from "#components/ui/versions.tsx";
import type { ChangeOutcome, ChangePolicies } from "./acts.ts";
import type { Change } from "./change.ts";

type Refused = Exclude<ChangeOutcome, { outcome: "saved" }> | null;

/** Makes a change and says what became of it; what was deleted can be brought back for as long as that is said. */
export function useChange({ name, change }: { name: string; change: ChangePolicies }) {
  const t = useTranslations("policies.done");
  const versions = useVersions();
  const [pending, start] = useTransition();

  async function ask(wanted: Change): Promise<ChangeOutcome | null> {
    const outcome = await change(versions.current(), wanted).catch(() => null);
    if (outcome?.outcome === "saved") versions.saved(outcome.version);
    return outcome;
  }

  function make(wanted: Change, done: string, assume?: () => void): void {
    start(async () => {
      assume?.();
      const outcome = await ask(wanted);
      if (outcome?.outcome !== "saved") toast.error(failure(outcome));
      else if (outcome.removed) offerUndo(done, { kind: "restore", ...outcome.removed });
      else toast(done);
    });
  }

  function offerUndo(done: string, back: Extract<Change, { kind: "restore" }>): void {
    document.querySelectorAll<HTMLElement>("[data-row]")[back.at + 1]?.focus(); // the row that had the focus goes
    const restore = async (): Promise<void> => {
      const outcome = await ask(back);
      if (outcome?.outcome === "saved") toast(t("restored", { name }));
      else toast.error(failure(outcome));
    };
    toast(done, { duration: 10_000, action: { label: t("undo"), onClick: () => void restore() } });
  }

  function failure(outcome: Refused): string {
    if (!outcome) return t("unreachable");
    if (outcome.outcome === "stale") return t("stale", { name: outcome.by, version: outcome.version });
    return t("invalid", { message: outcome.errors.map(({ path, message }) => `${path}: ${message}`).join("; ") });
  }
  return { make, pending };
}
