import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { signedIn } from "#app/guard.ts";
import { IncidentView } from "#components/incidents/incident-view.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { incidentStory } from "#lib/pipeline/incident-page.ts";
import { presetsNow } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import {
  acknowledgeIncident,
  reassignIncidentTo,
  resolveIncidentByHand,
  snoozeIncident,
  unacknowledgeIncident,
} from "../actions.ts";
import { IncidentId } from "../outcome.ts";

interface Props {
  params: Promise<{ id: string }>;
}

const load = cache((id: string) => incidentStory(tools(), id));

async function open({ params }: Props) {
  const id = IncidentId.safeParse((await params).id);
  const viewer = await signedIn(id.success ? `/incidents/${id.data}` : "/incidents");
  const story = id.success ? await load(id.data) : null;
  return story ? { story, viewer } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { story } = await open(props);
  return { title: story.incident.title.slice(0, 80) };
}

export default async function IncidentPage(props: Props) {
  const { story, viewer } = await open(props);
  const { id } = story.incident;
  const acts = {
    acknowledge: acknowledgeIncident.bind(null, id),
    unacknowledge: unacknowledgeIncident.bind(null, id),
    snooze: snoozeIncident.bind(null, id),
    resolve: resolveIncidentByHand.bind(null, id),
    reassign: reassignIncidentTo.bind(null, id),
  };
  const preset = (await presetsNow(tools()))(story.incident);
  return <IncidentView story={story} preset={preset} acts={atLeast(viewer.role, "responder") ? acts : null} />;
}
