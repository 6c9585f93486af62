"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { toast } from "sonner";
import { useVersions } from "#components/ui/versions.tsx";
import type { ChangeOutcome, ChangeRules, PutBack } from "./acts.ts";
import type { Change } from "./change.ts";

type Refused = Exclude<ChangeOutcome, { outcome: "saved" }> | null;

interface Asked {
  name: string;
  change: ChangeRules;
  putBack: PutBack;
}

/** Makes a change of the list and says what became of it; what was deleted can be brought back for as long as that is said. */
export function useRuleChange({ name, change, putBack }: Asked) {
  const t = useTranslations("rules.done");
  const versions = useVersions();
  const [pending, start] = useTransition();

  async function ask(act: (version: number) => Promise<ChangeOutcome>): Promise<ChangeOutcome | null> {
    const outcome = await act(versions.current()).catch(() => null);
    if (outcome?.outcome === "saved") versions.saved(outcome.version);
    return outcome;
  }

  function make(wanted: Change, done: string, assume?: () => void): void {
    start(async () => {
      assume?.();
      const before = versions.current();
      const outcome = await ask((version) => change(version, wanted));
      if (outcome?.outcome !== "saved") toast.error(failure(outcome));
      else if (wanted.kind === "delete") offerUndo(done, before);
      else toast(done);
    });
  }

  function offerUndo(done: string, before: number): void {
    const undo = async (): Promise<void> => {
      const outcome = await ask((version) => putBack(before, version));
      if (outcome?.outcome === "saved") toast(t("restored", { name }));
      else toast.error(failure(outcome));
    };
    toast(done, { duration: 10_000, action: { label: t("undo"), onClick: () => void undo() } });
  }

  function failure(outcome: Refused): string {
    if (!outcome) return t("unreachable");
    if (outcome.outcome === "stale") return t("stale", { name: outcome.by, version: outcome.version });
    return t("invalid", { message: outcome.errors.map(({ path, message }) => `${path}: ${message}`).join("; ") });
  }
  return { make, pending };
}
