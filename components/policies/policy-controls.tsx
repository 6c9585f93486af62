"use client";
import { ArrowDown, ArrowUp, Ellipsis } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DropdownMenu as Radix } from "radix-ui";
import { useOptimistic } from "react";
import { buttonClass } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { MenuContent, menuItem } from "#components/ui/menu.tsx";
import { Switch } from "#components/ui/switch.tsx";
import type { ChangePolicies } from "./acts.ts";
import { useChange } from "./use-change.ts";

interface Props {
  name: string;
  enabled: boolean;
  at: number;
  count: number;
  change: ChangePolicies;
}

/** The id of the words that say why the last one stays. */
const lastWhy = "last-policy-why";

/** What can be done to a policy from the list. The last one matches everything, so that it stays last, on and there. */
export function PolicyControls({ name, enabled, at, count, change }: Props) {
  const t = useTranslations("policies");
  const { make, pending } = useChange({ name, change });
  const [isOn, assume] = useOptimistic(enabled);
  const isLast = at === count - 1;
  const move = (by: number): void => make({ kind: "move", name, by }, t("done.moved", { name, position: at + by + 1 }));
  const enable = (next: boolean): void =>
    make({ kind: "enable", name, enabled: next }, t(next ? "done.enabled" : "done.disabled", { name }), () => assume(next));
  return (
    <div className="flex items-center gap-1">
      <Switch
        label={t("enable", { name })}
        checked={isOn}
        onChange={enable}
        disabled={isLast}
        aria-describedby={isLast ? lastWhy : undefined}
      />
      <IconButton label={t("moveUp", { name })} disabled={isLast || at === 0 || pending} onClick={() => move(-1)}>
        <ArrowUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton label={t("moveDown", { name })} disabled={isLast || at >= count - 2 || pending} onClick={() => move(1)}>
        <ArrowDown aria-hidden className="size-4" />
      </IconButton>
      <More
        name={name}
        why={isLast ? t("catchAll") : null}
        onTop={isLast || at === 0 ? null : () => move(-at)}
        onBottom={isLast || at >= count - 2 ? null : () => move(count - 2 - at)}
        onDelete={() => make({ kind: "delete", name }, t("done.deleted", { name }))}
      />
    </div>
  );
}

interface MoreProps {
  name: string;
  /** Why it cannot be deleted. */
  why: string | null;
  /** Null where it stands there. */
  onTop: (() => void) | null;
  onBottom: (() => void) | null;
  onDelete: () => void;
}

function More({ name, why, onTop, onBottom, onDelete }: MoreProps) {
  const t = useTranslations("policies");
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger aria-label={t("more", { name })} className={buttonClass("quiet", "size-8 px-0! data-[state=open]:bg-n4")}>
        <Ellipsis aria-hidden className="size-4" />
      </Radix.Trigger>
      <MenuContent align="end">
        <Radix.Item asChild className={menuItem}>
          <Link href={`/policies/edit?${new URLSearchParams({ copy: name })}`}>{t("duplicate")}</Link>
        </Radix.Item>
        {onTop && (
          <Radix.Item className={menuItem} onSelect={onTop}>
            {t("moveTop")}
          </Radix.Item>
        )}
        {onBottom && (
          <Radix.Item className={menuItem} onSelect={onBottom}>
            {t("moveBottom")}
          </Radix.Item>
        )}
        <Radix.Item className={menuItem} disabled={why !== null} onSelect={onDelete}>
          {t("delete")}
        </Radix.Item>
        {why && <p className="px-2 pt-1 pb-2 text-meta text-n11">{why}</p>}
      </MenuContent>
    </Radix.Root>
  );
}
