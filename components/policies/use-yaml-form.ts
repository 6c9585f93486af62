"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { toast } from "sonner";
import { useLeft } from "#components/ui/use-left.ts";
import type { CheckText, SaveText, TextOutcome } from "./acts.ts";

export interface YamlStart {
  /** The text that stands, and of which version. */
  begun: string;
  version: number;
  check: CheckText;
  save: SaveText;
  leave: () => void;
}

/** What the form of the whole document knows: its text, what was last said of it, and on which version it is saved. */
export function useYamlForm({ begun, version: first, check, save, leave }: YamlStart) {
  const t = useTranslations("policyYaml");
  const router = useRouter();
  const [pending, start] = useTransition();
  const [text, setText] = useState(begun);
  const [version, setVersion] = useState(first);
  const { left, settle, end } = useLeft({ text, version }, text !== begun);
  const [outcome, setOutcome] = useState<TextOutcome | null>(null);
  const [note, setNote] = useState<string | null>(null);

  function type(typed: string): void {
    setText(typed);
    setOutcome(null);
  }

  /** It stands on the version on which it was typed: who saved meanwhile is told of then. */
  function bringLeft(): void {
    if (!left) return;
    type(left.text);
    setVersion(left.version);
    settle();
  }

  function giveUp(): void {
    end();
    leave();
  }

  function look(): void {
    start(async () => {
      const found = await check(text).catch(() => null);
      setOutcome(found);
      setNote(found ? (found.outcome === "valid" ? t("valid") : null) : t("unreachable"));
    });
  }

  function keep(): void {
    start(async () => {
      const found = await save(text, version).catch(() => null);
      setNote(found ? null : t("unreachable"));
      setOutcome(found?.outcome === "valid" || found?.outcome === "invalid" ? found : null);
      if (found?.outcome === "stale") {
        setVersion(found.version); // who saves again has been told
        setNote(t("stale", { name: found.by, version: found.version }));
        setOutcome(await check(text).catch(() => null));
      }
      if (found?.outcome !== "saved") return;
      toast(t("saved", { version: found.version }));
      giveUp();
      router.refresh();
    });
  }
  const kept = { isLeft: left !== null, bringLeft, forgetLeft: settle, giveUp };
  return { text, type, check: look, save: keep, outcome, note, pending, ...kept };
}
