import { addAudit } from "#lib/db/audit.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { holdConversation } from "#lib/db/conversations.ts";
import { handleIncident } from "#lib/db/handle-incident.ts";
import { incidentDetail } from "#lib/db/incidents.ts";
import type { By } from "#lib/model/by.ts";
import type { Conversation } from "#lib/model/decision.ts";
import { BadInput, NotFound } from "#lib/model/errors.ts";
import type { IncidentDetail } from "#lib/model/incident.ts";
import { durationMs } from "#lib/model/policy.ts";
import { ended } from "#lib/policy/resolve.ts";
import { carryOut, editPosted, lookAgain } from "./carry-out.ts";
import { usableChannels } from "./channels.ts";
import { currentPolicies } from "./policies.ts";
import type { Tools } from "./tools.ts";

export interface Handled {
  /** The incident's id. */
  incident: string;
  by: By;
}

type Work = (tx: Tx, conversation: Conversation, installation: string, now: Date) => Promise<void>;

const form = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Does something with an incident that is not over, writes down who did, and has what was posted say so. */
async function handle(
  tools: Tools,
  { incident: id, by }: Handled,
  action: string,
  data: object,
  work: Work,
): Promise<IncidentDetail> {
  const unknown = new NotFound("There is no such incident.");
  if (!form.test(id)) throw unknown;
  const now = tools.clock();
  await transaction(tools.db, async (tx) => {
    const held = await holdConversation(tx, id);
    if (!held) throw unknown;
    const { conversation, installation } = held;
    if (conversation.state === "resolved") throw new BadInput("This incident is resolved already.");
    await work(tx, conversation, installation, now);
    await addAudit(tx, { by, action, target: id, data: { was: conversation.state, ...data } });
  });
  const detail = await incidentDetail(tools.db, id);
  if (!detail) throw unknown;
  return detail;
}

/** Takes an incident on: nothing about it is repeated any more. Doing it twice changes nothing. */
export function acknowledge(tools: Tools, handled: Handled): Promise<IncidentDetail> {
  return handle(tools, handled, "incident.acknowledge", {}, async (tx, conversation, _installation, now) => {
    if (conversation.state === "acknowledged") return;
    const done = { state: "acknowledged", acknowledgedAt: now, acknowledgedBy: handled.by.name, dueAt: null } as const;
    await handleIncident(tx, handled.incident, done, now);
    await editPosted(tools, tx, conversation, now);
  });
}

const longestMs = 30 * 86_400_000;

/** Keeps an incident quiet for a time such as `1h`; it speaks again by itself. */
export function snooze(tools: Tools, { for: written, ...handled }: Handled & { for: string }): Promise<IncidentDetail> {
  const ms = durationMs(written);
  if (ms === null || ms < 1000 || ms > longestMs)
    return Promise.reject(new BadInput("for: write how long, from 1s to 30d, such as 30m, 4h, 2d"));
  return handle(tools, handled, "incident.snooze", { for: written }, async (tx, conversation, _installation, now) => {
    const until = new Date(now.getTime() + ms);
    await handleIncident(tx, handled.incident, { snoozedUntil: until, dueAt: until }, now);
    await lookAgain(tools, tx, handled.incident, until, now);
    await editPosted(tools, tx, conversation, now);
  });
}

/** Ends an incident, whatever Sentry says of its issues; what comes later opens another. */
export async function resolveIncident(tools: Tools, handled: Handled): Promise<IncidentDetail> {
  const [{ version, document }, channels] = await Promise.all([currentPolicies(tools), usableChannels(tools)]);
  return handle(tools, handled, "incident.resolve", {}, async (tx, conversation, installation, now) => {
    const policy = document.policies.find(({ name }) => name === conversation.policy) ?? document.policies.at(-1);
    if (!policy) throw new BadInput("There is no policy to say how an incident ends.");
    const decision = ended(policy, conversation, channels, now);
    await carryOut(tools, tx, decision, { installation, version, signal: null, before: conversation, now });
    await handleIncident(tx, handled.incident, { resolvedBy: handled.by.name }, now);
    if (decision.action !== "update") await editPosted(tools, tx, conversation, now);
  });
}
