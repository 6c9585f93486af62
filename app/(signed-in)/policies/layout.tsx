import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { clientMessages } from "#app/client-messages.ts";

/** What only these pages say goes to no other. */
export default async function PoliciesLayout({ children }: { children: ReactNode }) {
  const all = await getMessages();
  const { policies, policyForm, policyParts, policyChannels, policyYaml, calendars, silences, replay, signal } = all;
  const own = { policies, policyForm, policyParts, policyChannels, policyYaml, calendars, silences, replay, signal };
  return <NextIntlClientProvider messages={{ ...clientMessages(all), ...own }}>{children}</NextIntlClientProvider>;
}
