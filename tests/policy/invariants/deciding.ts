import assert from "node:assert/strict";
import type { Reason } from "#lib/model/incident.ts";
import type { Subject } from "#lib/model/subject.ts";
import { type Severity, severityRank } from "#lib/model/taxonomy.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { isOpening } from "#lib/policy/rate.ts";
import { histories } from "./history.ts";
import { type Invariant, isSilenced, isWorse, lived, ms, policyOf, property, said } from "./invariant.ts";
import type { Live, Told } from "./live.ts";

/** Why a signal is told of, where it is; null where others are told of what somebody was told already. */
function reasonFor(each: Told, { log }: Live): Reason | null {
  const { signal, before, incident, n, decision } = each;
  if (isWorse(each)) return "severity_rise";
  if (before && before.told > 0 && before.policy !== decision.policy) return null;
  if (signal?.kind === "regressed" || signal?.kind === "escalated") return "regression";
  if (!before || before.told === 0) return signal?.kind === "severity_rose" ? "severity_rise" : "first";
  const isOf = (one: Told): boolean => one.n < n && one.incident === incident && one.signal?.issue === signal?.issue;
  const isKnown = signal?.issue === null || log.some(isOf);
  return isKnown ? "repeat" : "new_member";
}

/** Somebody has it in hand, or wants no word of it for a while: only what gets worse, or got worse in a silence, is told. */
function leavesInPeace(each: Told): void {
  const { before, at, decision, signal } = each;
  const { action, reason, incident } = decision;
  if (!before || before.state === "resolved" || (signal === null && each.input.kind === "act")) return;
  const isOver = signal === null && (incident?.state === "open" || before.heldBy !== null);
  const isInHand = before.state === "acknowledged" && !isOver;
  const isAsleep = before.snoozedUntil !== null && before.snoozedUntil > at;
  const isTold = (action === "send" || action === "digest") && (isOpening(reason) || reason === "over_rate");
  if (!isWorse(each)) assert.ok(!(isTold && (isInHand || isAsleep)), said(each));
  if (!isWorse(each)) return;
  assert.ok(!["acknowledged", "snoozed", "corrected"].includes(reason), said(each));
  assert.equal(incident?.snoozedUntil, null, said(each));
}

const decided = lived("", {}, (live) => {
  for (const input of live.inputs)
    if (input.kind === "signal") assert.ok(live.log.some(({ signal }) => signal?.id === input.signal.id));
  for (const each of live.log) {
    const { action, reason, incident } = each.decision;
    if (reason === "dedup" && incident?.told === 0) assert.notEqual(incident.dueAt, null, said(each));
    const isTold = each.signal !== null && (action === "send" || action === "digest") && isOpening(reason);
    if (isTold) assert.equal(reason, reasonFor(each, live) ?? reason, said(each));
    leavesInPeace(each);
    if (action === "drop" && each.before === null) assert.equal(each.incident, null, said(each));
  }
});

const lastStays = property("", histories(), ({ document }) => {
  const policies = document.policies.filter(({ match }) => match !== "*");
  assert.equal(checkDocument({ ...document, policies }).ok, false);
  assert.equal(checkDocument(document).ok, true);
});

export const decides: Invariant = {
  name: "no signal ends without a decision, and the policy that matches everything cannot be deleted",
  run: (runs, seed, isQuick) => {
    decided.run(runs, seed, isQuick);
    lastStays.run(Math.ceil(runs / 20), seed, isQuick);
  },
};

/** Nobody touched it, it got no worse, and one policy had it all the time. */
function isCalm(own: readonly Told[], { acted }: Live): boolean {
  const [first] = own;
  const isSame = own.every(({ decision }) => decision.incident?.policy === first?.decision.policy);
  return (
    isSame &&
    !own.some(isWorse) &&
    !acted.some(({ before, input }) => before.id === first?.incident && input.act.kind !== "resolve")
  );
}

export const waits = lived(
  "what is resolved while it waits is told to nobody; what gets worse while it waits is told now",
  { jumps: false, rules: "fixed" },
  (live) => {
    for (const { conversation } of live.kept.values()) {
      const { id, openedAt, resolvedAt, policy } = conversation;
      const own = live.log.filter(({ incident }) => incident === id);
      const until = openedAt.getTime() + ms(live.policy(policy).wait);
      if (!resolvedAt || resolvedAt.getTime() >= until || !isCalm(own, live)) continue;
      for (const each of own) assert.deepEqual(each.decision.to, [], said(each));
    }
    for (const each of live.log)
      if (each.signal && each.before?.told === 0 && isWorse(each)) assert.notEqual(each.decision.reason, "waiting", said(each));
  },
);

/** A model is asked and may still answer, and nobody was told yet. */
const isPending = ({ input, before }: Told): boolean =>
  before === null && input.kind === "signal" && input.waiting && input.signal.subject.flags.includes("provisional");

/** Something else may keep it from being told by its deadline. */
function isDisturbed({ n, incident, decision }: Told, { log, acted }: Live): boolean {
  const group = decision.incident?.groupKey;
  const isKnown = log.some(
    (each) => each.n < n && each.decision.incident?.groupKey === group && (each.decision.incident?.told ?? 0) > 0,
  );
  return isKnown || acted.some(({ before }) => before.id === incident);
}

/** It is not told of in the meantime, by whatever keeps it back as well, unless something else happens to it. */
function waitsOut({ n, incident, signal }: Told, until: number, { log, acted }: Live): void {
  if (acted.some(({ before }) => before.id === incident)) return;
  for (const next of log) {
    if (next.n <= n || next.incident !== incident || next.signal === signal) continue;
    if (next.signal !== null || next.at.getTime() >= until) return;
    assert.ok(!isOpening(next.decision.reason) || next.decision.action === "none", `${said(next)}, before its deadline`);
  }
}

export const deadlines = lived(
  "a provisional verdict is told at its deadline and not before, a critical one at once; what changes then is edited",
  { jumps: false, rules: "fixed" },
  (live) => {
    for (const each of live.log) {
      const { before, decision, signal, at, incident } = each;
      const spec = policyOf(each, decision.policy);
      if (!signal || !spec || !decision.incident) continue;
      const { action, reason } = decision;
      const isCritical = signal.subject.severity === "critical";
      const until = at.getTime() + Math.max(ms(spec.deadline), ms(spec.wait));
      if (isPending(each) && !isCritical && until > at.getTime())
        assert.ok(!isOpening(reason) && reason !== "over_rate", said(each));
      if (isPending(each) && !isCritical) waitsOut(each, until, live);
      if (isPending(each) && isCritical && ms(spec.wait) === 0 && spec.ladder[0]?.after === "0s")
        assert.notEqual(reason, "waiting", said(each));
      if (
        isPending(each) &&
        reason === "waiting" &&
        live.now.getTime() >= until &&
        ms(spec.ladder[0]?.after ?? "") === 0 &&
        !isDisturbed(each, live)
      )
        assert.ok(
          live.log.some((next) => next.n > each.n && next.incident === incident && next.at.getTime() <= until),
          `${said(each)}, and nothing at its deadline`,
        );
      if (
        signal.kind === "corrected" &&
        before &&
        before.told > 0 &&
        !isWorse(each) &&
        severityRank(signal.subject.severity ?? "medium") >= severityRank(before.severity) &&
        decision.incident.member?.isResolved !== true
      )
        assert.ok(["update", "send", "digest"].includes(action), said(each));
    }
  },
);

function isSure(each: Told): boolean {
  const { signal, decision } = each;
  const { category, flags, confidence } = signal?.subject ?? { category: "unknown", flags: [], confidence: null };
  const own = [each.before?.policy, decision.incident?.policy].map((name) => policyOf(each, name ?? ""));
  const floor = own.find((policy) => policy?.enabled)?.confidenceFloor ?? 0;
  const isEnough = signal?.by !== null || (confidence ?? 1) >= floor;
  return category !== "unknown" && !flags.includes("provisional") && isEnough;
}

/** What was said of each open issue of an incident, but for what was unsure and milder; and whether a silence keeps it aside. */
class Members {
  readonly #said = new Map<string, Map<string, { severity: Severity; subject: Subject; isAside: boolean }>>();

  #note(each: Told): { severity: Severity; subject: Subject; isAside: boolean }[] {
    const { signal, incident, decision } = each;
    const own = this.#said.get(incident ?? "") ?? new Map();
    this.#said.set(incident ?? "", own);
    const issue = signal?.issue;
    const before = issue ? own.get(issue) : undefined;
    const said = signal?.subject.severity ?? "medium";
    const isKept =
      before && !(signal?.kind === "corrected" && isSure(each)) && severityRank(before.severity) < severityRank(said);
    const severity = isKept ? before.severity : said;
    if (issue && signal && decision.incident?.member?.isResolved === false)
      own.set(issue, { severity, subject: signal.subject, isAside: before?.isAside ?? false });
    else if (issue) own.delete(issue);
    return [...own.values()];
  }

  /** The severities of the issues, and of those among them that are not kept aside, until their incident is as severe as they are. */
  note(each: Told): { all: Severity[]; heard: Severity[] } {
    const now = each.decision.incident;
    const all = this.#note(each);
    for (const one of all) {
      const isTold = now !== null && severityRank(now.severity) <= severityRank(one.severity);
      one.isAside = !isTold && (one.isAside || isSilenced(each, one.subject));
    }
    return {
      all: all.map(({ severity }) => severity),
      heard: all.flatMap(({ severity, isAside }) => (isAside ? [] : [severity])),
    };
  }
}

/** What spoke for it is out of it. */
const isOut = ({ before, decision, signal }: Told): boolean =>
  before !== null && signal !== null && signal.issue === before.issue && decision.incident?.member?.isResolved === true;

/** So it is, or is held back: another of its issues speaks for it. */
function isHandedOn(each: Told): boolean {
  const { before, decision } = each;
  return isOut(each) || (before !== null && decision.incident?.issue !== before.issue && isSilenced(each, before.subject));
}

export const lowers = lived("unknown or unsure never lowers a severity", {}, (live) => {
  const members = new Members();
  for (const each of live.log) {
    const { all, heard } = members.note(each);
    const worst = Math.min(...heard.map(severityRank));
    const { incident } = each.decision;
    if (isOut(each) && incident?.state === "open" && all.length > 0)
      assert.ok(severityRank(incident.severity) >= Math.min(...all.map(severityRank)), `${said(each)}, worse than its issues`);
    if (incident?.state === "open")
      assert.ok(severityRank(incident.severity) <= worst, `${said(each)}, milder than an issue of it`);
    const now = each.decision.incident;
    if (now)
      assert.ok(severityRank(now.subject.severity ?? "medium") <= severityRank(now.severity), `${said(each)}, of a milder one`);
    const { before, decision, signal } = each;
    if (!before || !decision.incident || severityRank(decision.incident.severity) <= severityRank(before.severity)) continue;
    if (isHandedOn(each)) continue;
    assert.ok(signal?.kind === "corrected", said(each));
    const { category, flags, confidence } = signal.subject;
    assert.ok(category !== "unknown" && !flags.includes("provisional"), said(each));
    const spec = policyOf(each, before.policy);
    const isFloor = spec?.enabled && signal.by === null && confidence !== null;
    if (isFloor) assert.ok(confidence >= (spec.confidenceFloor ?? 0), said(each));
  }
});
