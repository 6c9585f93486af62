import { brokenChannels } from "#lib/db/channels.ts";
import { decisionsOf } from "#lib/db/decisions.ts";
import { actsOf, climberOf } from "#lib/db/incident-story.ts";
import { incidentDetail } from "#lib/db/incidents.ts";
import type { DecisionSummary } from "#lib/model/incident.ts";
import type { LadderPosition } from "#lib/model/ladder.ts";
import { type ChannelSpec, isDirect, type PolicyDocument, type PolicySpec } from "#lib/model/policy.ts";
import type { IncidentStory, Receiver } from "#lib/model/story.ts";
import { firstDigest } from "#lib/policy/digest-times.ts";
import { ladderPosition } from "#lib/policy/position.ts";
import { usableChannels } from "./channels.ts";
import { causeNamed, explained } from "./explained.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

interface Digesting {
  specs: readonly ChannelSpec[];
  decisions: readonly DecisionSummary[];
  zone: string;
  now: Date;
}

/** Of an incident that only digests tell of: which, and when each came or comes after its newest line. */
function digestsOf({ ladder }: PolicySpec, { specs, decisions, zone, now }: Digesting): LadderPosition["digests"] {
  const named = [...new Set(ladder.flatMap(({ to }) => to))].map((name) => specs.find((spec) => spec.name === name));
  const digests = named.filter((spec) => spec?.kind === "digest");
  if (digests.length < named.length) return [];
  return digests.flatMap((spec) => {
    if (!spec) return [];
    const line = decisions.find(({ lines }) => lines.includes(spec.name));
    const at = firstDigest(spec, { channels: specs, zone }, line ? new Date(line.at) : now);
    return [{ channel: spec.name, at: at.toISOString(), isSent: at <= now }];
  });
}

/** The names of the policies that tell by digests alone. */
export async function digestPolicies(tools: Tools): Promise<string[]> {
  const { document } = await currentPolicies(tools);
  const digests = new Set(document.channels.flatMap(({ name, kind }) => (kind === "digest" ? [name] : [])));
  const isQuiet = ({ ladder }: PolicySpec): boolean => ladder.every(({ to }) => to.every((name) => digests.has(name)));
  return document.policies.filter(isQuiet).map(({ name }) => name);
}

/** Channels that take a message at once: those can be handed an incident. */
async function receiversOf(tools: Tools, { channels }: PolicyDocument): Promise<Receiver[]> {
  const [usable, found] = await Promise.all([usableChannels(tools), brokenChannels(tools.db)]);
  const broken = new Set(found.map(({ name }) => name));
  const direct = channels.filter(({ name, kind }) => usable.has(name) && isDirect(kind));
  return direct.map(({ name, kind }) => ({ name, kind, isBroken: broken.has(name) }));
}

/** However often nothing was made of a signal, what was told and each step stay in the story. */
const mostTurning = 100;

/** Newest first, each once; ids are ordered by time. */
function merged(some: readonly DecisionSummary[], more: readonly DecisionSummary[]): DecisionSummary[] {
  const each = new Map([...some, ...more].map((decision) => [decision.id, decision]));
  return [...each.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}

/** An incident with its ladder, and the reason of everything that was decided about it; null when there is none of this id. */
export async function incidentStory(tools: Tools, id: string): Promise<IncidentStory | null> {
  const incident = await incidentDetail(tools.db, id);
  if (!incident) return null;
  const [{ document }, acts, climber, turning] = await Promise.all([
    currentPolicies(tools),
    actsOf(tools.db, id),
    climberOf(tools.db, id),
    decisionsOf(tools.db, { incidentId: id, OR: [{ step: { not: null } }, { action: { in: ["send", "update"] } }] }, mostTurning),
  ]);
  const decisions = await explained(tools, merged(incident.decisions, turning));
  const now = tools.clock();
  const policy = document.policies.find(({ name }) => name === incident.policy);
  const position = policy && {
    ...ladderPosition(policy, { incident: climber, decisions, messages: incident.messages, now }),
    digests: digestsOf(policy, { specs: document.channels, decisions, zone: tools.settings.TIME_ZONE, now }),
  };
  return {
    incident: { ...incident, decisions },
    acts,
    position: position ?? null,
    held: incident.held_by && incident.state !== "resolved" ? await causeNamed(tools, incident.held_by) : null,
    receivers: await receiversOf(tools, document),
  };
}
