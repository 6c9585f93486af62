import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import { addressOf, type SearchParams } from "#components/address.ts";
import { calendarDraft, emptyCalendar } from "#components/policies/calendar-draft.ts";
import { CalendarForm } from "#components/policies/calendar-form.tsx";
import { ItemPage } from "#components/policies/item-page.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { saveItem } from "../actions.ts";
import { readName } from "../input.ts";

interface Props {
  searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const name = readName(await searchParams);
  const t = await getTranslations("calendars");
  return { title: name === undefined ? t("titleNew") : t("titleEdit", { name }) };
}

export default async function CalendarPage({ searchParams }: Props) {
  const name = readName(await searchParams);
  const { role } = await signedIn(addressOf("/policies/calendar", { name }));
  const { version, document } = await currentPolicies(tools());
  const at = document.calendars.findIndex((calendar) => calendar.name === name);
  const calendar = document.calendars[at];
  if (name !== undefined && !calendar) notFound();
  const t = await getTranslations("calendars");
  const title = calendar ? t("titleEdit", { name: calendar.name }) : t("titleNew");
  return (
    <ItemPage title={title} crumb={calendar?.name ?? title} back={{ href: "/policies?view=calendars", label: t("label") }}>
      <CalendarForm
        key={name}
        place={{ part: "calendars", version, at: calendar ? at : null, below: null }}
        draft={calendar ? calendarDraft(calendar) : emptyCalendar(tools().settings.TIME_ZONE)}
        save={atLeast(role, "responder") ? saveItem : null}
      />
    </ItemPage>
  );
}
