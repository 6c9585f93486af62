import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { currentViewer } from "#app/guard.ts";
import { SettingsNav } from "#components/settings/settings-nav.tsx";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer();
  if (!viewer) return children; // each page sends strangers away itself
  const { settings, ui, problem } = await getMessages(); // what only these pages need goes to no other
  return (
    <NextIntlClientProvider messages={{ settings, ui, problem }}>
      <div className="content @container py-6">
        <div className="grid gap-x-10 gap-y-6 @4xl:grid-cols-[10rem_minmax(0,1fr)]">
          <SettingsNav admin={viewer.role === "admin"} />
          {children}
        </div>
      </div>
    </NextIntlClientProvider>
  );
}
