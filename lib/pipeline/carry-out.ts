import type { Tx } from "#lib/db/client.ts";
import { saveConversation } from "#lib/db/conversations.ts";
import { addMessages, recordDecision, wantEdits } from "#lib/db/record-decision.ts";
import type { Conversation, Decision } from "#lib/model/decision.ts";
import type { Signal } from "#lib/model/signal.ts";
import { severities, severityRank } from "#lib/model/taxonomy.ts";
import type { Tools } from "./tools.ts";

export interface Place {
  installation: string;
  /** The document by which it was decided. */
  version: number;
  /** Null when a time had come, or a person acted. */
  signal: Signal | null;
  /** The incident as it was. */
  before: Conversation | null;
  now: Date;
}

const priorityOf = (incident: Conversation | null): number =>
  incident ? severities.length - severityRank(incident.severity) : 0;

/** Has messages posted or edited, the most severe first. */
async function notifyOf(tools: Tools, tx: Tx, messages: readonly string[], incident: Conversation | null): Promise<void> {
  for (const message of messages) await tools.queue.send(tx, "notify", { message }, { priority: priorityOf(incident) });
}

/** Asks that what was posted about an incident, and not touched since `before`, says what is now; answers which channels that concerns. */
export async function editPosted(tools: Tools, tx: Tx, incident: Conversation, now: Date, before = now): Promise<string[]> {
  const edits = incident.id === null ? [] : await wantEdits(tx, incident.id, now, before);
  await notifyOf(
    tools,
    tx,
    edits.map(({ id }) => id),
    incident,
  );
  return [...new Set(edits.map(({ channel }) => channel))].sort();
}

/** Writes an incident as it is from now on and has it looked at again when its time comes; returns its id. */
export async function keepIncident(tools: Tools, tx: Tx, incident: Conversation, place: Place): Promise<string> {
  const { installation, version, signal, before, now } = place;
  const id = await saveConversation(tx, incident, { installation, issue: signal?.issue ?? null, version, now });
  if (incident.dueAt && incident.dueAt.getTime() !== before?.dueAt?.getTime())
    await lookAgain(tools, tx, id, incident.dueAt, now);
  return id;
}

export async function lookAgain(tools: Tools, tx: Tx, incident: string, at: Date, now: Date): Promise<void> {
  const seconds = Math.max(0, (at.getTime() - now.getTime()) / 1000);
  await tools.queue.send(tx, "due", { incident }, { startAfterSeconds: seconds });
}

/** Does what was decided, in the transaction in which it was: the incident, the decision's row, and a job for each message. */
export async function carryOut(tools: Tools, tx: Tx, decision: Decision, place: Place): Promise<string | null> {
  const { installation, version, signal, now } = place;
  const incident = decision.incident && (await keepIncident(tools, tx, decision.incident, place));
  const edited = decision.action === "update" && decision.incident ? await editPosted(tools, tx, decision.incident, now) : [];
  const to = decision.action === "send" ? decision.to : edited;
  const row = await recordDecision(tx, { installation, decision, incident, signal, to, version, now });
  if (decision.action !== "send") return incident;
  const messages = await addMessages(tx, { installation, decision, incident, now }, row);
  await notifyOf(tools, tx, messages, decision.incident);
  return incident;
}
