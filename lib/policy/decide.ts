import type { Conversation, Decision, State } from "#lib/model/decision.ts";
import type { PolicySpec, SilenceSpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import { conversationFor, type Found, isLowering, isSameError, isSure, isWorse, severityOf } from "./conversation.ts";
import { outsideHours } from "./hours.ts";
import { silenced, wasDropped } from "./kept-back.ts";
import { firstReceivers } from "./ladder.ts";
import { deciding } from "./match.ts";
import { type About, around, dedup, inHand, reasonFor, rises, waitingUntil } from "./news.ts";
import { outcome, untold } from "./outcome.ts";
import { isOpening, sentAlso } from "./rate.ts";
import { decideResolved, withdrawn } from "./resolve.ts";
import { heardAs, lowered, watchedIn } from "./speaker.ts";
import { tellStrangers } from "./strangers.ts";
import { tell } from "./tell.ts";
import { earlier, nextLook } from "./timing.ts";

/** What was told already is edited where it stands; who is to be told now and was not, is told. */
function corrected(found: Found, about: About): Decision | null {
  const { policy, before, after } = found;
  if (!before) return untold(policy, null, "below_policy");
  if (before.told === 0 || rises(found)) return null;
  const dueAt = after.heldBy === null ? nextLook(policy, after) : after.dueAt;
  return alsoTold(found, about, "corrected") ?? outcome(policy, "update", "corrected", { ...after, dueAt });
}

const alsoTold = (found: Found, { state, silences, now }: About, reason: "first" | "corrected"): Decision | null =>
  tellStrangers(found, reason, { facts: state, silences, now });

function decideOne(found: Found, about: About): Decision {
  const { policy, before, after } = found;
  const { state, signal, now } = about;
  const edited = signal.kind === "corrected" ? corrected(found, about) : null;
  if (edited && !before && !wasDropped(about)) return edited;
  const held = silenced(found, about);
  if (held) return edited && before && held.incident ? outcome(policy, "update", "corrected", held.incident) : held; // an edit disturbs nobody
  if (edited && before) return edited;
  const kept = inHand(found, about);
  if (kept) return kept;
  const until = waitingUntil(found, about);
  if (until) return untold(policy, { ...after, dueAt: earlier(after.dueAt, until) }, "waiting");
  const known = dedup(found, about);
  const outside = outsideHours(policy, after, state, now, firstReceivers(policy, after, state, now));
  const isKept = known !== null || (outside !== null && outside.outside !== "downgrade");
  const more = isKept ? alsoTold(found, about, "first") : null;
  return more ?? known ?? tell({ policy, reason: reasonFor(found, about), facts: state, silences: about.silences, now }, after);
}

/** What spoke for its incident is surely milder now: the incident is as bad as the worst of its issues that no silence holds back. */
function settled(decision: Decision, { before, from, policy }: Found, about: About): Decision {
  const { signal } = about;
  const { incident } = decision;
  if (!incident || !before || signal.issue === null || signal.issue !== before.issue || before.others.open === 0) return decision;
  if (!isLowering(before, signal, from ?? policy)) return decision;
  const own = { issue: signal.issue, severity: severityOf(signal), subject: signal.subject };
  return { ...decision, incident: lowered(incident, own, around(about)) };
}

/**
 * What the policies make of a signal: one decision of each policy that matches, at least one, and one for each incident that the
 * issue leaves because another tells of it now. Reads no clock, no table, no channel: the caller brings the facts.
 */
export function decide(
  facts: State,
  signal: Signal,
  policies: readonly PolicySpec[],
  silences: readonly SilenceSpec[],
  now: Date,
): Decision[] {
  const asked = { facts, policies, silences, now };
  const matching = deciding(policies, signal.subject, now, facts.calendars);
  if (signal.kind === "resolved")
    return decideResolved(facts, signal, matching, asked).map((decision) => watchedIn(decision, asked));
  const state = { ...facts, conversations: heardAs(facts.conversations, signal, asked) };
  const founds: Found[] = [];
  for (const policy of matching) {
    const conversations = state.conversations.filter((each) => !founds.some(({ before }) => before === each));
    founds.push(conversationFor(policy, signal, { conversations, matching, policies, now }));
  }
  const decisions: Decision[] = [];
  let known = state;
  for (const found of founds) {
    const about = { state: known, signal, policies, silences, now };
    const decision = settled(decideOne(found, about), found, about);
    if (founds.length > 1 && isOpening(decision.reason)) known = { ...known, sent: sentAlso(known.sent, decision.to, now) };
    decisions.push(decision);
  }
  const left = decisions.every(isTold) ? state.conversations.filter((each) => isLeft(each, founds, signal, policies)) : [];
  const all = [...decisions, ...left.flatMap((each) => withdrawn(each, signal.issue, asked) ?? [])];
  return all.map((decision) => watchedIn(decision, asked));
}

const isTold = ({ incident, reason }: Decision): boolean =>
  incident !== null && incident.told > 0 && reason !== "silenced" && reason !== "inhibited";

/** The issue was in it, and is told of in others now that are no milder, unless it was surely corrected. */
function isLeft(conversation: Conversation, founds: readonly Found[], signal: Signal, policies: readonly PolicySpec[]): boolean {
  const floor = policies.find(({ name }) => name === conversation.policy) ?? {};
  const isElsewhere = conversation.member?.isResolved === false && !founds.some(({ before }) => before === conversation);
  const isMilder = founds.some(({ after }) => isWorse(conversation.severity, after.severity));
  const isCorrected = signal.kind === "corrected" && isSure(signal, floor) && isSameError(conversation, signal);
  return isElsewhere && (!isMilder || isCorrected);
}
