"use client";
import { Check, Menu } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { DropdownMenu as Radix } from "radix-ui";
import { startTransition } from "react";
import { cx } from "#components/ui/cx.ts";
import { MenuContent, menuItem } from "#components/ui/menu.tsx";
import { isCurrent, navigation } from "./navigation.ts";

export interface Person {
  name: string;
  email: string;
  role: "viewer" | "responder" | "admin";
}

export interface MenuProps {
  person: Person;
  signOut: () => Promise<void>;
  onHelp: () => void;
}

const item = cx(menuItem, "justify-between gap-4");

/** Theme, keys and sign-out; on a phone also the pages. */
export function AccountMenu({ person, signOut, onHelp, label }: MenuProps & { label: "initials" | "name" | "menu" }) {
  const t = useTranslations();
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger
        aria-label={label === "menu" ? t("frame.menu") : t("frame.person", { name: person.name })}
        className="flex h-9 items-center gap-2 rounded-md px-2 text-n11 hover:bg-n4 data-[state=open]:bg-n4"
      >
        {label === "menu" ? <Menu aria-hidden className="size-5" /> : <Initials name={person.name} />}
        {label === "name" && <span className="min-w-0 truncate">{person.name}</span>}
      </Radix.Trigger>
      <MenuContent align="start">
        <div className="px-2 py-1.5">
          <p className="truncate font-medium">{person.name}</p>
          <p className="truncate text-meta text-n10">{person.email}</p>
          <p className="text-meta text-n10">{t(`role.${person.role}`)}</p>
        </div>
        {label === "menu" && <Pages />}
        <Separator />
        <Themes />
        <Separator />
        <Radix.Item className={item} onSelect={onHelp}>
          {t("frame.help")}
        </Radix.Item>
        <Radix.Item className={item} onSelect={() => startTransition(signOut)}>
          {t("frame.signOut")}
        </Radix.Item>
      </MenuContent>
    </Radix.Root>
  );
}

function Initials({ name }: { name: string }) {
  const letters = name
    .split(/\s/)
    .map((word) => [...word][0] ?? "")
    .join("");
  return (
    <span className="grid size-6 shrink-0 place-items-center rounded-full bg-n5 text-[0.625rem] font-medium">
      {[...letters].slice(0, 2).join("").toUpperCase()}
    </span>
  );
}

function Pages() {
  const t = useTranslations("frame");
  const path = usePathname();
  return (
    <>
      <Separator />
      {navigation.map(({ href, name, icon: Icon }) => (
        <Radix.Item key={href} asChild className={item}>
          <Link href={href} aria-current={isCurrent(href, path) ? "page" : undefined} className="aria-[current=page]:font-medium">
            <span className="flex items-center gap-2">
              <Icon aria-hidden className="size-4 text-n10" />
              {t(name)}
            </span>
          </Link>
        </Radix.Item>
      ))}
    </>
  );
}

function Themes() {
  const t = useTranslations("frame");
  const { theme = "system", setTheme } = useTheme();
  return (
    <Radix.RadioGroup value={theme} onValueChange={setTheme} aria-label={t("theme")}>
      <Radix.Label className="px-2 py-1 text-meta text-n10">{t("theme")}</Radix.Label>
      {(["system", "light", "dark"] as const).map((choice) => (
        <Radix.RadioItem key={choice} value={choice} className={item} onSelect={(event) => event.preventDefault()}>
          {t(`themes.${choice}`)}
          <Radix.ItemIndicator>
            <Check aria-hidden className="size-4 text-accent" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

const Separator = () => <Radix.Separator className="my-1 h-px bg-n6" />;
