"use client";
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useOptimistic } from "react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { TeamRule } from "#lib/model/rule.ts";
import type { ChangeRules, PutBack } from "./acts.ts";
import { useRuleChange } from "./use-rule-change.ts";

interface Props {
  rule: TeamRule;
  at: number;
  count: number;
  change: ChangeRules;
  putBack: PutBack;
}

/** What can be done to a rule from the list. */
export function RuleControls({ rule: { id, name, enabled }, at, count, ...acts }: Props) {
  const t = useTranslations("rules");
  const { make, pending } = useRuleChange({ name, ...acts });
  const [isOn, assume] = useOptimistic(enabled);
  const move = (by: 1 | -1): void => make({ kind: "move", id, by }, t("done.moved", { name, position: at + by + 1 }));
  const enable = (next: boolean): void =>
    make({ kind: "enable", id, enabled: next }, t(next ? "done.enabled" : "done.disabled", { name }), () => assume(next));
  return (
    <div className="flex items-center gap-1">
      <Switch label={t("enable", { name })} checked={isOn} onChange={enable} />
      <IconButton label={t("moveUp", { name })} disabled={at === 0 || pending} onClick={() => move(-1)}>
        <ArrowUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("moveDown", { name })} disabled={at === count - 1 || pending} onClick={() => move(1)}>
        <ArrowDown aria-hidden className="size-4" />
      </IconButton>
      <IconButton
        label={t("delete", { name })}
        disabled={pending}
        onClick={() => make({ kind: "delete", id }, t("done.deleted", { name }))}
      >
        <Trash2 aria-hidden className="size-4" />
      </IconButton>
    </div>
  );
}
