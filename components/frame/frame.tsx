"use client";
import { useTranslations } from "next-intl";
import { Tooltip } from "radix-ui";
import { type ReactNode, useState } from "react";
import { GoKeys } from "#components/keys/go-keys.tsx";
import { HelpDialog } from "#components/keys/help-dialog.tsx";
import { LiveProvider } from "#components/live/live.tsx";
import type { Person } from "./account-menu.tsx";
import { navigation } from "./navigation.ts";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";

interface Props {
  person: Person;
  signOut: () => Promise<void>;
  collapsed: boolean;
  /** What is shown is made up. */
  isDemo: boolean;
  /** What the server had seen when it drew the page; null when it could not tell. */
  mark: string | null;
  /** What everybody who can act must know. */
  alarms: ReactNode;
  children: ReactNode;
}

/** What stands around every page of a signed-in person. */
export function Frame({ person, signOut, collapsed, isDemo, mark, alarms, children }: Props) {
  const t = useTranslations("frame");
  const [helpOpen, setHelpOpen] = useState(false);
  const menu = { person, signOut, onHelp: () => setHelpOpen(true) };
  return (
    <Tooltip.Provider delayDuration={300}>
      <a
        href="#content"
        className="sr-only z-50 rounded-md bg-n12 px-3 py-2 text-n1 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("skip")}
      </a>
      <LiveProvider mark={mark}>
        <div className="min-h-dvh md:grid md:grid-cols-[auto_minmax(0,1fr)]">
          <Rail {...menu} startsCollapsed={collapsed} />
          <TopBar {...menu} />
          <div className="min-w-0">
            {isDemo && (
              <aside aria-label={t("demoLabel")} className="content border-b bg-evidence py-1.5 text-meta">
                {t("demo")}
              </aside>
            )}
            {alarms}
            <main id="content" tabIndex={-1} className="outline-none">
              {children}
            </main>
          </div>
        </div>
      </LiveProvider>
      <GoKeys pages={navigation} />
      <HelpDialog open={helpOpen} onOpenChange={setHelpOpen} />
    </Tooltip.Provider>
  );
}
