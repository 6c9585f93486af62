import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { signedIn } from "#app/guard.ts";
import type { SearchParams } from "#components/address.ts";
import { hrefOf, type IncidentFilter, isOver, readFilter, statesOf } from "#components/incidents/filter.ts";
import { IncidentList } from "#components/incidents/incident-list.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { incidentCounts, listIncidents } from "#lib/db/incidents.ts";
import { urgentIncidents } from "#lib/db/urgent-incidents.ts";
import { BadInput } from "#lib/model/errors.ts";
import { digestPolicies } from "#lib/pipeline/incident-page.ts";
import { presetsNow } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { acknowledgeIncident } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("incidents"))("title") };
}

export default async function IncidentsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const filter = readFilter(await searchParams);
  const { role } = await signedIn(hrefOf(filter, { cursor: filter.cursor }));
  const [list, waiting, presetOf, digested] = await Promise.all([
    listFrom(filter),
    incidentCounts(tools().db),
    presetsNow(tools()),
    digestPolicies(tools()),
  ]);
  const acknowledge = atLeast(role, "responder") ? acknowledgeIncident : null;
  return <IncidentList {...list} {...{ waiting, filter, presetOf, digested, acknowledge }} />;
}

/** A cursor that this list did not give leads to its first page. */
function listFrom(filter: IncidentFilter): ReturnType<typeof listIncidents> {
  const list = isOver(filter.state) ? listIncidents : urgentIncidents; // what is over is read newest first
  return list(tools().db, { ...filter, state: statesOf(filter.state), limit: 50 }).catch((error: unknown) => {
    if (filter.cursor && error instanceof BadInput) redirect(hrefOf(filter));
    throw error;
  });
}
