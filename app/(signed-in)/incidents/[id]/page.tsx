import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { signedIn } from "#app/guard.ts";
import { IncidentView } from "#components/incidents/incident-view.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { incidentDetail } from "#lib/db/incidents.ts";
import { presetsNow } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { acknowledgeIncident, resolveIncidentByHand, snoozeIncident } from "../actions.ts";
import { IncidentId } from "../outcome.ts";

interface Props {
  params: Promise<{ id: string }>;
}

const load = cache((id: string) => incidentDetail(tools().db, id));

async function open({ params }: Props) {
  const id = IncidentId.safeParse((await params).id);
  const viewer = await signedIn(id.success ? `/incidents/${id.data}` : "/incidents");
  const incident = id.success ? await load(id.data) : null;
  return incident ? { incident, viewer } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { incident } = await open(props);
  return { title: incident.title.slice(0, 80) };
}

export default async function IncidentPage(props: Props) {
  const { incident, viewer } = await open(props);
  const acts = {
    acknowledge: acknowledgeIncident.bind(null, incident.id),
    snooze: snoozeIncident.bind(null, incident.id),
    resolve: resolveIncidentByHand.bind(null, incident.id),
  };
  const preset = (await presetsNow(tools()))(incident);
  return <IncidentView incident={incident} preset={preset} acts={atLeast(viewer.role, "responder") ? acts : null} />;
}
