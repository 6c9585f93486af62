import { type Tx, transaction } from "#lib/db/client.ts";
import { goingOn, holdConversation, holdGroups, openConversations, pastTellings } from "#lib/db/conversations.ts";
import type { StoredPolicies } from "#lib/db/policy-versions.ts";
import { takeSignals, unroutedSignal } from "#lib/db/signals.ts";
import type { Decision, State } from "#lib/model/decision.ts";
import { durationMs, type PolicySpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import type { Subject } from "#lib/model/subject.ts";
import { decide } from "#lib/policy/decide.ts";
import { decideDue } from "#lib/policy/due.ts";
import { groupOf, likeness } from "#lib/policy/group.ts";
import { deciding } from "#lib/policy/match.ts";
import { conditional } from "#lib/policy/silence.ts";
import type { Job } from "#lib/queue/queue.ts";
import { carryOut, editPosted, keepIncident, lookAgain } from "./carry-out.ts";
import { usableChannels } from "./channels.ts";
import { currentPolicies } from "./policies.ts";
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
  const asked = { installationId: installation, hash: subject.signature, state: { in: ["waiting", "asking"] } };
  return (await tx.refinement.count({ where: { ...asked, dueAt: { lte: new Date(now.getTime() + soonMs) } } })) > 0;
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
    const policy = document.policies.find(({ name }) => name === decision.policy);
    if (incident && policy && decision.action === "none") await editSometimes(tools, tx, decision, policy, by.now);
  }
}

/** What was posted is kept up to date with what joins the incident, as often as the policy says. */
async function editSometimes(tools: Tools, tx: Tx, { incident }: Decision, { update }: PolicySpec, now: Date): Promise<void> {
  if (!incident || incident.told === 0 || incident.state === "resolved") return;
  await editPosted(tools, tx, incident, now, new Date(now.getTime() - (durationMs(update) ?? 0)));
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

/** Does what an incident's time has come for. */
export async function due(tools: Tools, { incident: id }: Job<"due">): Promise<void> {
  const by = await byNow(tools);
  const { version, document } = by.stored;
  await transaction(tools.db, async (tx) => {
    const held = await holdConversation(tx, id);
    const dueAt = held?.conversation.dueAt;
    if (!held || !dueAt) return;
    const early = dueAt.getTime() - by.now.getTime();
    if (early > skewMs) return; // another job will come for it
    if (early > 0) return lookAgain(tools, tx, id, dueAt, by.now);
    const { conversation, installation } = held;
    const known = {
      channels: by.channels,
      goingOn: await elsewhere(tx, installation, conversation.subject, by),
      past: await pastTellings(tx, installation, [conversation.groupKey]),
    };
    const { incident, decision } = decideDue(conversation, known, document.policies, document.silences, by.now);
    const place = { installation, version, signal: null, before: conversation, now: by.now };
    if (decision) await carryOut(tools, tx, decision, place);
    else await keepIncident(tools, tx, incident, place);
    await tools.fault("route.before_commit");
  });
  await tools.fault("route.after_commit");
}
