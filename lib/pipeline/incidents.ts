import { addActs } from "#lib/db/acts.ts";
import { addAudit } from "#lib/db/audit.ts";
import { type Tx, transaction } from "#lib/db/client.ts";
import { nameHandler } from "#lib/db/conversations.ts";
import { incidentDetail } from "#lib/db/incidents.ts";
import { holdConversations, type KeptRow } from "#lib/db/slice.ts";
import type { By } from "#lib/model/by.ts";
import type { Act, Conversation } from "#lib/model/decision.ts";
import { BadInput, Conflict, NotFound, wrongAt } from "#lib/model/errors.ts";
import type { IncidentDetail } from "#lib/model/incident.ts";
import { durationMs, isDirect } from "#lib/model/policy.ts";
import { uuid } from "#lib/model/uuid.ts";
import { nameFault } from "#lib/policy/faults.ts";
import { carryOut } from "./carry-out.ts";
import { idsAt } from "./ids-at.ts";
import { type Around, type Happened, letHappen } from "./let-happen.ts";
import { editPosted } from "./refresh.ts";
import { type RulesNow, rulesNow } from "./rules-now.ts";
import type { Tools } from "./tools.ts";

export interface Handled {
  /** The incident's id. */
  incident: string;
  by: By;
}

interface Handling {
  /** What is done; `at` is when. */
  act: (at: Date) => Act;
  /** Under which name it is written down, and what else is. */
  audit: { action: string; data: object };
  /** Whether there is nothing to do. */
  isDone?: (state: Conversation["state"]) => boolean;
  names?: { acknowledgedBy?: string; resolvedBy?: string };
}

interface Acting extends Pick<Around, "installation" | "isTogether"> {
  kept: readonly KeptRow[];
  act: (at: Date) => Act;
  by: string | null;
}

/**
 * Lets an act happen to incidents that are held, in order, and writes down that it did; by nobody when Verdict itself does it. That a
 * channel works again is none of the story of those about which nothing new is decided.
 */
export async function actOn(tools: Tools, tx: Tx, rules: RulesNow, { kept, act, by, ...where }: Acting): Promise<Happened> {
  const incidents = kept.map(({ conversation: { id } }) => id);
  const around = { ...where, kept, keys: [], subjects: [] };
  const happened = await letHappen(tools, tx, rules, around, (at) =>
    incidents.map((incident) => ({ kind: "act", at, incident, act: act(at), by })),
  );
  await carryOut(tools, tx, happened);
  const { now: at } = happened;
  const newId = idsAt(at);
  const done = act(at);
  const isNews = (id: string): boolean => done.kind !== "mended" || happened.taken.some(({ incident }) => incident === id);
  const acts = incidents.filter(isNews).map((incident) => ({ id: newId(), incident, act: done, by, at }));
  await addActs(tx, where.installation, acts);
  return happened;
}

/** Has what was posted say what was done, where the decision itself does not. */
async function show(tools: Tools, tx: Tx, { conversation: { id, severity } }: KeptRow, { taken, now }: Happened): Promise<void> {
  if (!taken.some(({ decision }) => decision.action === "update"))
    await editPosted(tools, tx, [{ id, severity, before: now }], now);
}

/** What nobody can do anything with any more, and whose doing that is. */
async function isOver(tx: Tx, id: string): Promise<Conflict> {
  const row = await tx.incident.findUnique({ where: { id }, select: { resolvedAt: true, resolvedBy: true } });
  const [by, at] = [row?.resolvedBy ? ` by ${row.resolvedBy}` : "", row?.resolvedAt ? ` at ${row.resolvedAt.toISOString()}` : ""];
  return new Conflict(`This incident was resolved${by}${at}: what comes back opens another.`);
}

/** Does something with an incident that is not over, unless that is done already, writes down who did, and has what was posted say so. */
async function handle(tools: Tools, { incident: id, by }: Handled, handling: Handling): Promise<IncidentDetail> {
  const unknown = new NotFound("There is no such incident.");
  if (!uuid.test(id)) throw unknown;
  const rules = await rulesNow(tools);
  await transaction(tools.db, async (tx) => {
    const [[installation, [kept]] = ["", []]] = await holdConversations(tx, [id]);
    if (!kept) throw unknown;
    const { state } = kept.conversation;
    if (!handling.isDone?.(state)) {
      if (state === "resolved") throw await isOver(tx, id);
      const happened = await actOn(tools, tx, rules, { installation, kept: [kept], act: handling.act, by: by.name });
      if (handling.names) await nameHandler(tx, id, handling.names);
      await show(tools, tx, kept, happened);
    }
    const { action, data } = handling.audit;
    await addAudit(tx, { by, action, target: id, data: { was: state, ...data } });
  });
  const detail = await incidentDetail(tools.db, id);
  if (!detail) throw unknown;
  return detail;
}

/** Takes an incident on: nothing about it is repeated any more. Doing it twice changes nothing. */
export const acknowledge = (tools: Tools, handled: Handled): Promise<IncidentDetail> =>
  handle(tools, handled, {
    act: () => ({ kind: "acknowledge" }),
    audit: { action: "incident.acknowledge", data: {} },
    isDone: (state) => state === "acknowledged",
    names: { acknowledgedBy: handled.by.name },
  });

/** Hands back what somebody took on: it is told again. Doing it to what nobody has changes nothing. */
export const unacknowledge = (tools: Tools, handled: Handled): Promise<IncidentDetail> =>
  handle(tools, handled, {
    act: () => ({ kind: "unacknowledge" }),
    audit: { action: "incident.unacknowledge", data: {} },
    isDone: (state) => state === "open",
  });

const longestMs = 30 * 86_400_000;

/** Keeps an incident quiet for a time such as `1h`; it speaks again by itself. */
export async function snooze(tools: Tools, { for: written, ...handled }: Handled & { for: string }): Promise<IncidentDetail> {
  const ms = durationMs(written);
  if (ms === null || ms < 1000 || ms > longestMs) throw wrongAt("for", "write how long, from 1s to 30d, such as 30m, 4h, 2d");
  return handle(tools, handled, {
    act: (at) => ({ kind: "snooze", until: new Date(at.getTime() + ms) }),
    audit: { action: "incident.snooze", data: { for: written } },
  });
}

/** Ends an incident, whatever Sentry says of its issues; what comes later opens another. Doing it twice changes nothing. */
export const resolveIncident = (tools: Tools, handled: Handled): Promise<IncidentDetail> =>
  handle(tools, handled, {
    act: () => ({ kind: "resolve" }),
    audit: { action: "incident.resolve", data: {} },
    isDone: (state) => state === "resolved",
    names: { resolvedBy: handled.by.name },
  });

/** Why an incident cannot be handed to a channel, and to which it can. */
function notTo(name: string, { document, channels }: RulesNow): string | null {
  const known = document.channels.find((channel) => channel.name === name);
  if (!known) {
    const all = document.channels.map((channel) => channel.name);
    return nameFault("to", name, all, "channel")[0]?.message ?? null;
  }
  if (channels.has(name) && isDirect(known.kind)) return null;
  const direct = [...channels].flatMap(([each, kind]) => (isDirect(kind) ? [each] : []));
  const instead = direct.length > 0 ? `name one of ${direct.join(", ")}` : "set up a channel first";
  return isDirect(known.kind)
    ? `nothing can be sent to ${name} before it is set up: ${instead}`
    : `${name} takes no incident at once: ${instead}`;
}

/** Hands an incident to other channels, which are told at once. Throws BadInput where one of them cannot be. */
export async function reassignIncident(
  tools: Tools,
  { to, ...handled }: Handled & { to: readonly string[] },
): Promise<IncidentDetail> {
  const rules = await rulesNow(tools);
  const names = [...new Set(to)];
  if (names.length === 0) throw wrongAt("to", "name at least one channel");
  const faults = names.flatMap((name) => notTo(name, rules) ?? []);
  if (faults.length > 0) throw new BadInput(faults.map((message) => ({ path: "to", message })));
  return handle(tools, handled, {
    act: () => ({ kind: "reassign", to: names }),
    audit: { action: "incident.reassign", data: { to: names } },
  });
}
