import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { signedIn } from "#app/guard.ts";
import { addressOf, type SearchParams } from "#components/address.ts";
import { type Ask, asks } from "#components/incidents/act.ts";
import { IncidentView } from "#components/incidents/incident-view.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { incidentStory } from "#lib/pipeline/incident-page.ts";
import { presetsNow } from "#lib/pipeline/projects.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { acknowledgeIncident, reassignIncidentTo, resolveIncidentByHand, snoozeIncident } from "../actions.ts";
import { IncidentId } from "../outcome.ts";

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<SearchParams>;
}

const load = cache((id: string) => incidentStory(tools(), id));

/** What the link asks for: the page leads to its button, and does nothing by itself. */
const askedBy = ({ act }: SearchParams): Ask | null => asks.find((ask) => ask === act) ?? null;

async function open({ params, searchParams }: Props) {
  const id = IncidentId.safeParse((await params).id);
  const asked = askedBy(await searchParams);
  const viewer = await signedIn(id.success ? addressOf(`/incidents/${id.data}`, { act: asked ?? undefined }) : "/incidents");
  const story = id.success ? await load(id.data) : null;
  return story ? { story, viewer, asked } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { story } = await open(props);
  return { title: story.incident.title.slice(0, 80) };
}

export default async function IncidentPage(props: Props) {
  const { story, viewer, asked } = await open(props);
  const { id } = story.incident;
  const acts = {
    acknowledge: acknowledgeIncident.bind(null, id),
    snooze: snoozeIncident.bind(null, id),
    resolve: resolveIncidentByHand.bind(null, id),
    reassign: reassignIncidentTo.bind(null, id),
  };
  const preset = (await presetsNow(tools()))(story.incident);
  return <IncidentView story={story} preset={preset} acts={atLeast(viewer.role, "responder") ? acts : null} asked={asked} />;
}
