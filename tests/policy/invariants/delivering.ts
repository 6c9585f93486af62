import assert from "node:assert/strict";
import { carriersOf } from "#lib/policy/gather.ts";
import { isOpening } from "#lib/policy/rate.ts";
import { plainNames } from "./documents.ts";
import { isWorse, lived, policyOf, said } from "./invariant.ts";
import type { Acted, Live, Told } from "./live.ts";

const isUnreached = ({ decision: { reason, step } }: Told): boolean =>
  (reason === "no_channel" || reason === "loop") && step !== null;

/** After a step that reached nobody, the next one is decided about at the same instant; after the last, it is known that nobody was. */
function movesOn(each: Told, { log }: Live): void {
  const { decision, before, incident: id, at, n } = each;
  const { incident, step, reason } = decision;
  if (!isUnreached(each) || incident?.state !== "open" || step === null || incident.assigned.length > 0) return;
  const isLast = policyOf(each, decision.policy)?.ladder[step + 1] === undefined;
  const isGrave = incident.severity === "critical" || incident.severity === "high";
  if (isLast && isGrave && incident.told === 0 && reason === "no_channel")
    assert.notEqual(incident.undeliveredAt, null, said(each));
  if (isLast || before?.heldBy) return;
  assert.ok(
    log.some((next) => next.n > n && next.incident === id && next.at.getTime() === at.getTime()),
    `${said(each)} of step ${step}, and no word of the next`,
  );
}

/** A step that no channel took is followed by the next at once; after the last, it is known that nobody was reached. */
function followsFailure({ input, before, document }: Acted, { log, kept }: Live): void {
  const { act, incident, at } = input;
  const policy = document.policies.find(({ name, enabled }) => name === before.policy && enabled);
  if (!policy) return;
  const { ladder } = policy;
  const isAsleep = before.snoozedUntil !== null && before.snoozedUntil > at;
  if (act.kind !== "failed" || before.state !== "open" || before.assigned.length > 0 || before.steps > act.step + 1) return;
  if (before.told === 0 || before.heldBy !== null || isAsleep) return;
  const after = log.filter((each) => each.input === input && each.incident === incident);
  if (before.steps < ladder.length) assert.ok(after.length > 0, `step ${before.steps} does not follow at ${at.toISOString()}`);
  else if (!act.reached && kept.get(incident)?.conversation.told === before.told)
    assert.notEqual(kept.get(incident)?.conversation.undeliveredAt, null);
}

/** What gets worse and is another policy's from then on climbs that ladder from its beginning, whoever was told before. */
function climbsAnew(each: Told): void {
  const { before, signal, decision } = each;
  const { incident, action, reason, step } = decision;
  const isElsewhere = before !== null && incident !== null && incident.policy !== before.policy;
  const isKept = action === "hold" || reason === "silenced" || reason === "inhibited" || reason === "outside_hours";
  if (signal && isElsewhere && isWorse(each) && !isKept) assert.equal(step, 0, said(each));
}

export const reaches = lived(
  "a step that reaches nobody is followed by the next one at once, and at the ladder's end that is known",
  { jumps: false, hourly: [10] },
  (live) => {
    for (const each of live.log) {
      movesOn(each, live);
      climbsAnew(each);
    }
    for (const acted of live.acted) followsFailure(acted, live);
    for (const { conversation } of live.kept.values()) {
      const { state, told, steps, policy, dueAt, assigned } = conversation;
      const { ladder } = live.document.policies.find(({ name, enabled }) => name === policy && enabled) ?? { ladder: [] };
      const isClimbing = state === "open" && told > 0 && assigned.length === 0 && steps < ladder.length;
      if (isClimbing) assert.notEqual(dueAt, null, `step ${steps} of ${policy} is never due`);
    }
  },
);

const hourMs = 3_600_000;

/** What a channel was sent that opens something, as far as a limit has a say in it. */
function openings({ log }: Live, channel: string): Date[] {
  const sent = log.filter(
    ({ decision, input }) => isOpening(decision.reason) && decision.to.includes(channel) && input.kind !== "act",
  );
  return sent.map(({ at }) => at);
}

function bundlesApart({ log }: Live, channel: string): void {
  const bundles = log.filter(({ digest, decision }) => digest?.channel === channel && decision.to[0] === channel);
  for (const [n, each] of bundles.entries()) {
    const last = bundles[n - 1];
    const least = each.decision.urgency === "high" ? hourMs / 12 : hourMs;
    if (last) assert.ok(each.at.getTime() - last.at.getTime() >= least, `${said(each)} too soon after ${said(last)}`);
  }
}

/** Every line goes with one digest, or waits for the next. */
function losesNothing({ log, gatherings }: Live): void {
  for (const { channel, carrier, lines } of gatherings) {
    const given = log.filter(
      ({ decision, document, usable }) =>
        decision.lines.includes(channel) && carriersOf(channel, { document, channels: usable }).includes(carrier),
    );
    const gone = log.flatMap(({ digest, decision }) =>
      digest?.channel === channel && decision.to.includes(carrier) ? [digest.lines] : [],
    );
    assert.equal(
      gone.reduce((sum, each) => sum + each, lines),
      given.length,
      `lines of ${channel} for ${carrier}`,
    );
  }
}

export const limits = lived(
  "a receiver gets no more openings in an hour than its limit; what is more comes in one bundle",
  { jumps: false, hourly: [1, 2, 3] },
  (live) => {
    const { hourly } = live.document;
    for (const channel of [...plainNames, "digest", "morning"]) {
      const times = openings(live, channel).map((at) => at.getTime());
      for (const at of times) {
        const inHour = times.filter((other) => other > at - hourMs && other <= at).length;
        assert.ok(inHour <= hourly, `${channel} got ${inHour} of ${hourly} in the hour until ${new Date(at).toISOString()}`);
      }
      if (plainNames.includes(channel)) bundlesApart(live, channel);
    }
    losesNothing(live);
  },
);
