import type { Conversation, State } from "#lib/model/decision.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import type { Signal } from "#lib/model/signal.ts";
import type { Subject } from "#lib/model/subject.ts";
import { type Severity, severityRank } from "#lib/model/taxonomy.ts";
import { type Group, groupOf } from "./group.ts";
import { notBegun, tookFirst } from "./ladder.ts";
import { nextLook } from "./timing.ts";

const worse = (a: Severity, b: Severity | null): Severity => (b !== null && severityRank(b) < severityRank(a) ? b : a);
export const isWorse = (a: Severity, b: Severity): boolean => severityRank(a) < severityRank(b);

/** An error whose severity nobody knows is taken for one of the middle. */
export const severityOf = ({ subject }: Signal): Severity => subject.severity ?? "medium";

/** It got worse than it was told, and something keeps that back. */
export const hasRisen = ({ heldBy, toldAs, severity }: Conversation): boolean =>
  heldBy !== null && toldAs !== null && isWorse(severity, toldAs);

type Floor = Pick<PolicySpec, "confidenceFloor">;

/** A verdict that is sure of itself, and as sure as the policy wants it; only such a one may lower what was said. People are sure. */
export function isSure({ subject, by }: Signal, { confidenceFloor = 0 }: Floor): boolean {
  const isKnown = subject.category !== null && subject.category !== "unknown" && !subject.flags.includes("provisional");
  return isKnown && (by !== null || (subject.confidence ?? 1) >= confidenceFloor);
}

/** Whether it is about the very text that the conversation speaks of; another text of the same issue corrects nothing. People may say anything. */
export const isSameError = ({ subject }: Conversation, signal: Signal): boolean =>
  signal.by !== null || signal.subject.signature === subject.signature;

/** Why one would tell of it that knows nothing yet. */
export function opening(kind: string | null): "first" | "regression" | "severity_rise" {
  if (kind === "regressed" || kind === "escalated") return "regression";
  return kind === "severity_rose" ? "severity_rise" : "first";
}

export interface Found {
  /** Who governs it. */
  policy: PolicySpec;
  before: Conversation | null;
  after: Conversation;
  /** Who governed it before, where it goes over to another. */
  from: PolicySpec | null;
}

function opened(policy: PolicySpec, { key, group }: Group, signal: Signal, now: Date): Conversation {
  return {
    id: null,
    policy: policy.name,
    groupKey: key,
    group,
    state: "open",
    severity: severityOf(signal),
    subject: signal.subject,
    issue: signal.issue,
    openedAt: now,
    acknowledgedAt: null,
    snoozedUntil: null,
    resolvedAt: null,
    toldAt: null,
    told: 0,
    dueAt: null,
    toldAs: null,
    ladderAt: null,
    steps: 0,
    assigned: [],
    heldBy: null,
    undeliveredAt: null,
    member: null,
    others: { open: 0, worst: null },
  };
}

/** Unknown or unsure never lowers, nor does another error. */
export const isLowering = (before: Conversation, signal: Signal, floor: Floor): boolean =>
  signal.kind === "corrected" && before.member !== null && isSure(signal, floor) && isSameError(before, signal);

/** Where it may be lowered it is as severe as its worst issue, but for those that a silence holds back. */
function severityAfter(before: Conversation, signal: Signal, floor: Floor): Severity {
  const said = severityOf(signal);
  const { worst } = before.others;
  const rest = worst !== null && isWorse(worst, before.severity) ? before.severity : worst;
  return isLowering(before, signal, floor) ? worse(said, rest) : worse(said, before.severity);
}

type Member = { isResolved: boolean; severity: Severity | null };

/** As severe as an issue counts in its incident: what is unsure lowers that as little. */
export function memberSeverity(before: Member | undefined, signal: Signal, floor: Floor): Severity {
  const said = severityOf(signal);
  const mayLower = before?.isResolved !== false || (signal.kind === "corrected" && isSure(signal, floor));
  return mayLower || before.severity === null ? said : worse(before.severity, said);
}

/** What a milder error says of an incident that stays as severe as it is: queries ask this one. */
const asSevere = (subject: Subject, severity: Severity): Subject =>
  isWorse(severity, subject.severity ?? "medium") ? { ...subject, severity } : subject;

/** Where it is milder now than it was told, what was posted says so from now on. */
export const softened = ({ toldAs }: Conversation, severity: Severity): Pick<Conversation, "toldAs"> => ({
  toldAs: toldAs !== null && isWorse(toldAs, severity) ? severity : toldAs,
});

/** The conversation once the signal's issue has joined it. */
function joined(before: Conversation, signal: Signal, floor: Floor): Conversation {
  const severity = severityAfter(before, signal, floor);
  const isOwn = signal.issue === before.issue;
  const isAsBad = severityOf(signal) === severity;
  const speaks = isOwn
    ? isSameError(before, signal) || isWorse(severity, before.severity) || (isAsBad && isSure(signal, floor))
    : isAsBad;
  return {
    ...before,
    severity,
    ...softened(before, severity),
    ...(speaks && { subject: asSevere(signal.subject, severity), issue: signal.issue }),
    ...(isWorse(severity, before.severity) && { snoozedUntil: null }),
    member: signal.issue === null ? null : { isResolved: false },
  };
}

/** Of this policy: the one the issue is in, else the one of its group. */
function ofPolicy(policy: PolicySpec, { key }: Group, conversations: State["conversations"]): Conversation | undefined {
  const own = conversations.filter((each) => each.policy === policy.name);
  return own.find(({ member }) => member !== null) ?? own.find(({ groupKey }) => groupKey === key);
}

/** Whether it can become one of this policy: it has the very same group, or only this issue, whose group is made of the same fields. */
function canMove({ groupKey, group: before, member, others: { open } }: Conversation, { key, group }: Group): boolean {
  const isAlike = (): boolean => Object.keys(before).sort().join() === Object.keys(group).sort().join();
  return groupKey === key || (member !== null && open === 0 && isAlike());
}

/** Of another policy, which does not match any more. */
function ofAnother(
  group: Group,
  signal: Signal,
  matching: readonly PolicySpec[],
  conversations: State["conversations"],
): Conversation | undefined {
  const others = conversations.filter(({ policy }) => !matching.some(({ name }) => name === policy));
  const movable = others.filter((each) => canMove(each, group));
  const own = (list: readonly Conversation[]): Conversation | undefined => list.find(({ member }) => member !== null);
  return own(movable) ?? movable[0] ?? own(others.filter(({ severity }) => !isWorse(severityOf(signal), severity)));
}

/** The conversation as one of another policy: what gets worse is told anew, whoever had it in hand; of the rest its people were told. */
export function moved(
  policy: PolicySpec,
  before: Conversation,
  after: Conversation,
  { key, group }: Group,
  now: Date,
): Conversation {
  const own = { ...after, policy: policy.name, groupKey: key, group };
  if (isWorse(after.severity, before.severity)) return { ...notBegun(own), state: "open", acknowledgedAt: null };
  if (own.told === 0) return notBegun(own);
  const ladder = tookFirst(policy, own, now);
  return ladder.heldBy === null ? { ...ladder, dueAt: nextLook(policy, ladder) } : ladder;
}

interface Among {
  /** Those that no policy before this one took. */
  conversations: State["conversations"];
  matching: readonly PolicySpec[];
  policies: readonly PolicySpec[];
  now: Date;
}

/**
 * The conversation that a signal belongs to under a policy. An error that another policy matches now keeps its conversation: it
 * moves along where the error is what makes it as severe as it is, else it stays with the policy of what is worse.
 */
export function conversationFor(policy: PolicySpec, signal: Signal, { conversations, matching, policies, now }: Among): Found {
  const group = groupOf(policy, signal);
  const own = ofPolicy(policy, group, conversations);
  if (own) return { policy, before: own, after: joined(own, signal, policy), from: null };
  const other = ofAnother(group, signal, matching, conversations);
  if (!other) return { policy, before: null, after: joined(opened(policy, group, signal, now), signal, policy), from: null };
  const governor = policies.find(({ name, enabled }) => name === other.policy && enabled);
  const after = joined(other, signal, governor ?? policy);
  const moves = canMove(other, group) && (!governor || after.severity === severityOf(signal));
  if (!moves) return { policy: governor ?? policy, before: other, after, from: null };
  return { policy, before: other, after: moved(policy, other, after, group, now), from: governor ?? null };
}
