"use client";
import { PanelLeft } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LiveLine } from "#components/live/live.tsx";
import { cx } from "#components/ui/cx.ts";
import { Tooltip } from "#components/ui/tooltip.tsx";
import { AccountMenu, type MenuProps } from "./account-menu.tsx";
import { BrandMark } from "./brand.tsx";
import { isCurrent, navigation } from "./navigation.ts";
import { remember } from "./remember.ts";

/** The navigation beside the page; whether it is folded is kept in a cookie, so that the server draws it right at once. */
export function Rail({ startsCollapsed, ...menu }: MenuProps & { startsCollapsed: boolean }) {
  const t = useTranslations("frame");
  const [collapsed, setCollapsed] = useState(startsCollapsed);
  const toggle = (): void => {
    setCollapsed(!collapsed);
    remember("rail", collapsed ? "open" : "collapsed");
  };
  return (
    <header className={cx("sticky top-0 hidden h-dvh flex-col border-r bg-n2 p-2 md:flex", collapsed ? "w-14" : "w-52")}>
      <div className={cx("flex items-center pb-3", collapsed ? "flex-col gap-2" : "justify-between")}>
        <RailLink href="/" name="Verdict" collapsed={collapsed}>
          <BrandMark />
        </RailLink>
        <Tooltip side="right" text={t(collapsed ? "expand" : "collapse")}>
          <button
            type="button"
            onClick={toggle}
            aria-expanded={!collapsed}
            aria-label={t(collapsed ? "expand" : "collapse")}
            className="grid size-8 place-items-center rounded-md text-n10 hover:bg-n4"
          >
            <PanelLeft aria-hidden className="size-4" />
          </button>
        </Tooltip>
      </div>
      <nav aria-label={t("navigation")} className="grow">
        <Pages collapsed={collapsed} />
      </nav>
      <div className={cx("pb-2", collapsed ? "grid place-items-center" : "px-2.5")}>
        <LiveLine short={collapsed} />
      </div>
      <AccountMenu {...menu} label={collapsed ? "initials" : "name"} />
    </header>
  );
}

function Pages({ collapsed }: { collapsed: boolean }) {
  const t = useTranslations("frame");
  const path = usePathname();
  return (
    <ul className="grid gap-0.5">
      {navigation.map(({ href, name, icon: Icon }) => (
        <li key={href}>
          <RailLink href={href} name={t(name)} current={isCurrent(href, path)} collapsed={collapsed}>
            <Icon aria-hidden className="size-4 shrink-0" />
          </RailLink>
        </li>
      ))}
    </ul>
  );
}

function RailLink({
  href,
  name,
  current,
  collapsed,
  children,
}: {
  href: string;
  name: string;
  current?: boolean;
  collapsed: boolean;
  children: React.ReactNode;
}) {
  const link = (
    <Link
      href={href}
      aria-current={current ? "page" : undefined}
      className={cx(
        "flex h-8 items-center gap-2 rounded-md px-2.5 font-medium transition-colors hover:bg-n4",
        current ? "bg-n4 text-n12" : "text-n11",
      )}
    >
      {children}
      <span className={collapsed ? "sr-only" : undefined}>{name}</span>
    </Link>
  );
  return collapsed ? (
    <Tooltip side="right" text={name}>
      {link}
    </Tooltip>
  ) : (
    link
  );
}
