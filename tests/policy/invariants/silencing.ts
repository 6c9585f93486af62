import assert from "node:assert/strict";
import fc from "fast-check";
import type { Kept } from "#lib/model/decision.ts";
import type { SilenceSpec } from "#lib/model/policy.ts";
import type { Subject } from "#lib/model/subject.ts";
import type { Severity } from "#lib/model/taxonomy.ts";
import { shortKey } from "#lib/policy/group.ts";
import { holds } from "#lib/policy/match.ts";
import { type History, histories, type Said } from "./history.ts";
import { type Invariant, isSilenced, isWorse, lived, policyOf, property, said } from "./invariant.ts";
import { Live, type Told } from "./live.ts";

const isHeldBack = ({ decision: { action, reason } }: Told): boolean =>
  (action === "hold" || action === "digest") && ["silenced", "inhibited", "outside_hours"].includes(reason);

/** Nobody was told of it, and the last that was decided about it was to keep it back. */
function wasKept({ n, incident }: Told, { log }: Live): boolean {
  const last = log.findLast((each) => each.n < n && each.incident === incident && each.decision.action !== "none");
  return last !== undefined && isHeldBack(last);
}

/** What a silence keeps back is none of the others of its incident: they speak for it, and are told when they would have been. */
function keepsOthers(each: Told): void {
  const { signal, before, at, decision } = each;
  const { incident, reason } = decision;
  if (!signal || !before || !incident || before.state === "resolved" || signal.issue === before.issue) return;
  if (reason !== "silenced" && reason !== "inhibited") return;
  if (isWorse(each) && before.issue !== null) assert.ok(isSilenced(each, before.subject), `${said(each)}, which made it worse`);
  if (isWorse(each) || incident.policy !== before.policy) return;
  assert.deepEqual(incident.subject, before.subject, said(each));
  if (before.dueAt && before.dueAt > at) assert.ok(incident.dueAt && incident.dueAt <= before.dueAt, said(each));
}

/** What was told and gets worse is told at the end of a silence; what somebody has in hand and does not get worse is not. */
function looksAgain(each: Told): void {
  const { signal, before, at, decision } = each;
  const { incident, reason, by } = decision;
  if (!signal || !before || !incident || before.told === 0) return;
  if (reason !== "silenced" && reason !== "inhibited") return;
  const isNew = incident.policy !== before.policy || policyOf(each, incident.policy)?.again.includes("severity_rise");
  if (isWorse(each) && isNew) assert.ok(incident.heldBy === by && incident.dueAt !== null, said(each));
  const isInHand = before.state === "acknowledged" || (before.snoozedUntil !== null && before.snoozedUntil > at);
  if (isInHand && !isWorse(each)) assert.equal(incident.heldBy, before.heldBy, said(each));
}

/** What got worse in a silence, and was told before, is told as that when it is told again, unless it got milder or was edited. */
function isTheRise({ n, incident, decision, signal, input }: Told, { log, acted }: Live): void {
  const { action, reason } = decision;
  if (signal !== null || input.kind === "act" || action !== "send" || (reason !== "repeat" && reason !== "step")) return;
  if (acted.some(({ before }) => before.id === incident)) return;
  const own = log.filter((each) => each.n < n && each.incident === incident);
  const last = own.findLastIndex(({ decision: { reason: why } }) => !["silenced", "inhibited", "outside_hours"].includes(why));
  const isKept = ({ decision: { reason: why, by, incident: after } }: Told): boolean =>
    (why === "silenced" || why === "inhibited") && after?.heldBy === by && after.severity === decision.incident?.severity;
  for (const each of own.slice(last + 1))
    assert.ok(!(isWorse(each) && isKept(each) && each.before?.told), `${said(each)}, and then ${reason}`);
}

/** What goes on before a decision, and before others about the same signal, but for its own incident. */
function goingOn({ n, incident: own, signal: about }: Told, { log }: Live): Subject[] {
  const last = new Map<string, Kept["conversation"]>();
  for (const { n: place, incident, decision, signal } of log)
    if (place < n && incident !== null && incident !== own && decision.incident && (signal === null || signal !== about))
      last.set(incident, { ...decision.incident, id: incident });
  return [...last.values()].flatMap(({ state, subject }) => (state === "resolved" ? [] : [subject]));
}

/** What is kept back because something goes on could not keep that back itself. */
function inhibitsOneWay(each: Told, live: Live): void {
  const { at, document, signal, decision } = each;
  const silence = document.silences.find(({ id }) => id === decision.by);
  const subject = signal?.subject ?? decision.incident?.subject;
  if (decision.reason !== "inhibited" || !silence?.while || !subject) return;
  const isMatched = (query: string, one: Subject): boolean => holds(query, one, at, document.calendars);
  const { match, equal } = silence.while;
  const others = goingOn(each, live).filter((one) => isMatched(match, one) && shortKey(equal, one) === shortKey(equal, subject));
  assert.ok(others.length > 0, said(each));
  if (isMatched(match, subject)) assert.ok(!others.every((one) => isMatched(silence.match, one)), said(each));
}

const ownSaid: Omit<Said, "kind" | "severity"> = {
  ...{ issue: 0, other: false, provisional: false, unknown: false, confidence: null, waiting: false, by: null },
};

/** Whatever came before: an error that is told gets worse in a silence of it. */
const rising: fc.Arbitrary<History> = fc
  .record({
    history: histories({ silences: "none", rules: "fixed", most: 4 }),
    severity: fc.constantFrom<Severity[]>("low", "medium"),
    mode: fc.constantFrom<SilenceSpec["mode"][]>("hold", "digest", "drop"),
    minutes: fc.constantFrom(1, 10, 60, 300),
  })
  .map(({ history, severity, mode, minutes }) => ({
    ...history,
    steps: [
      ...history.steps,
      { do: "raise", ...ownSaid, kind: "created", severity },
      { do: "pass", ms: 2_000_000, lag: 0 },
      {
        do: "silence",
        silence: (now) => ({
          ...{ match: "*", mode, author: "", reason: "" },
          until: new Date(now.getTime() + minutes * 60_000).toISOString(),
        }),
      },
      { do: "raise", ...ownSaid, kind: "severity_rose", severity: "high" },
      { do: "pass", ms: 30_000_000, lag: 0 },
    ],
  }));

const tellsRises = property("", rising, (history) => {
  const live = new Live(history);
  for (const each of live.log) isTheRise(each, live);
});

const neverSwallows = lived(
  "a silence never swallows the end of what was announced; what was held and resolved meanwhile is one line of a digest",
  {},
  (live) => {
    for (const each of live.log) {
      keepsOthers(each);
      looksAgain(each);
      isTheRise(each, live);
      inhibitsOneWay(each, live);
      const { decision, before, signal, usable } = each;
      const { action, reason, to, lines } = decision;
      if (signal?.kind === "resolved") assert.ok(reason !== "silenced" && reason !== "inhibited", said(each));
      if (decision.incident?.state !== "resolved" || !before || before.state === "resolved") continue;
      const policy = policyOf(each, before.policy) ?? each.document.policies.at(-1);
      const isAnnounced = before.told > 0 && policy?.onResolve !== "none";
      if (isAnnounced) assert.ok(reason === "resolved" && ["update", "send", "digest"].includes(action), said(each));
      const hasQuiet = [...usable.values()].includes("digest");
      if (before.told === 0 && hasQuiet && wasKept(each, live))
        assert.deepEqual([action, reason, to.length, lines.length], ["digest", "resolved", 0, 1], said(each));
    }
  },
);

export const resolves: Invariant = {
  name: neverSwallows.name,
  run: (runs, seed, isQuick) => {
    neverSwallows.run(runs, seed, isQuick);
    tellsRises.run(Math.ceil(runs / 5), seed, isQuick);
  },
};
