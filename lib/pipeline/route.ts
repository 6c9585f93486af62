import { type Tx, transaction } from "#lib/db/client.ts";
import { goingOn, holdConversation, holdGroups, openConversations, pastTellings } from "#lib/db/conversations.ts";
import type { StoredPolicies } from "#lib/db/policy-versions.ts";
import { isWanted } from "#lib/db/refinements.ts";
import { takeSignals, unroutedSignal } from "#lib/db/signals.ts";
import type { State } from "#lib/model/decision.ts";
import type { Signal } from "#lib/model/signal.ts";
import type { Subject } from "#lib/model/subject.ts";
import { decide } from "#lib/policy/decide.ts";
import { decideDue } from "#lib/policy/due.ts";
import { groupOf, likeness } from "#lib/policy/group.ts";
import { deciding } from "#lib/policy/match.ts";
import { conditional } from "#lib/policy/silence.ts";
import type { Job } from "#lib/queue/queue.ts";
import { carryOut, keepIncident, lookAgain } from "./carry-out.ts";
import { usableChannels } from "./channels.ts";
import { currentPolicies } from "./policies.ts";
import { refresh, refreshLater } from "./refresh.ts";
import type { Tools } from "./tools.ts";

/** By what is decided: the policies that stand and the channels that can be used. */
interface By {
  stored: StoredPolicies;
  channels: ReadonlySet<string>;
  now: Date;
}

async function byNow(tools: Tools): Promise<By> {
  const [stored, channels] = await Promise.all([currentPolicies(tools), usableChannels(tools)]);
  return { stored, channels, now: tools.clock() };
}

/** What goes on elsewhere, as far as a silence asks for it. */
async function elsewhere(tx: Tx, installation: string, subject: Subject, { stored, now }: By): Promise<State["goingOn"]> {
  const asked = conditional(stored.document.silences, subject, now);
  return goingOn(
    tx,
    installation,
    asked.map(({ equal }) => likeness(equal, subject)),
  );
}

/** Longer than any deadline is worth waiting for. */
const soonMs = 60_000;

/** Whether a model is asked about the error, now or soon, and has not answered yet. */
async function isAwaited(tx: Tx, { installation, subject }: Signal, now: Date): Promise<boolean> {
  if (!subject.flags.includes("provisional") || subject.signature === null) return false;
  return isWanted(tx, installation, subject.signature, new Date(now.getTime() + soonMs));
}

async function stateFor(tx: Tx, signal: Signal, by: By): Promise<State> {
  const { installation, issue, subject } = signal;
  const keys = deciding(by.stored.document.policies, subject, by.now).map((policy) => groupOf(policy, signal).key);
  await holdGroups(tx, installation, keys);
  return {
    conversations: await openConversations(tx, { installation, issue, keys }),
    past: await pastTellings(tx, installation, keys),
    waiting: await isAwaited(tx, signal, by.now),
    channels: by.channels,
    goingOn: await elsewhere(tx, installation, subject, by),
  };
}

async function decideAbout(tools: Tools, tx: Tx, signal: Signal, by: By): Promise<void> {
  const { version, document } = by.stored;
  const state = await stateFor(tx, signal, by);
  for (const decision of decide(state, signal, document.policies, document.silences, by.now)) {
    const before = state.conversations.find(({ id }) => id === decision.incident?.id) ?? null;
    const incident = await carryOut(tools, tx, decision, {
      installation: signal.installation,
      version,
      signal,
      before,
      now: by.now,
    });
    if (!incident || !decision.incident) continue;
    const told = { ...decision.incident, id: incident };
    if (decision.action === "send") await refreshLater(tools, tx, told, document.policies, by.now);
    if (decision.action === "none") await refresh(tools, tx, told, document.policies, by.now);
  }
}

/**
 * Lets the policies decide about a signal; stores decision, incident and messages in one transaction. What happened to the same
 * issue before and still waits is decided first, so that the end of an error is never followed by its beginning.
 */
export async function route(tools: Tools, { signal: id }: Job<"route">): Promise<void> {
  const asked = await unroutedSignal(tools.db, id);
  if (!asked) return;
  const by = await byNow(tools);
  await transaction(tools.db, async (tx) => {
    await holdGroups(tx, asked.installation, [`issue ${asked.issue ?? asked.id}`]);
    for (const signal of await takeSignals(tx, asked, by.now)) await decideAbout(tools, tx, signal, by);
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}

/** The queue goes by the database's clock: a job that comes so much too early is sent once more. */
const skewMs = 5000;

/** Does what an incident's time has come for: a telling that is due, else an edit of what was posted. */
export async function due(tools: Tools, { incident: id }: Job<"due">): Promise<void> {
  const by = await byNow(tools);
  const { version, document } = by.stored;
  await transaction(tools.db, async (tx) => {
    const held = await holdConversation(tx, id);
    if (!held) return;
    const { conversation, installation } = held;
    const early = (conversation.dueAt?.getTime() ?? Number.POSITIVE_INFINITY) - by.now.getTime();
    if (early > skewMs) return refresh(tools, tx, conversation, document.policies, by.now);
    if (early > 0) return lookAgain(tools, tx, id, conversation.dueAt ?? by.now, by.now);
    const known = {
      channels: by.channels,
      goingOn: await elsewhere(tx, installation, conversation.subject, by),
      past: await pastTellings(tx, installation, [conversation.groupKey]),
    };
    const { incident, decision } = decideDue(conversation, known, document.policies, document.silences, by.now);
    const place = { installation, version, signal: null, before: conversation, now: by.now };
    if (decision) await carryOut(tools, tx, decision, place);
    if (decision?.action === "send") await refreshLater(tools, tx, incident, document.policies, by.now);
    if (!decision) await keepIncident(tools, tx, incident, place);
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}
