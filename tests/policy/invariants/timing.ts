import assert from "node:assert/strict";
import fc from "fast-check";
import { type PolicyDocument, SilenceSpec } from "#lib/model/policy.ts";
import { isWithin } from "#lib/policy/calendar.ts";
import { holds } from "#lib/policy/match.ts";
import { isOpening } from "#lib/policy/rate.ts";
import { summaryOf } from "#lib/policy/summary.ts";
import { calendarSpec } from "./documents.ts";
import { histories, starts } from "./history.ts";
import { type Invariant, lived, policyOf, property, said } from "./invariant.ts";
import { Live, type Told } from "./live.ts";
import { firstShown, isOpenByTheClock, shown } from "./wall-clock.ts";

/** Kept back by the hours of its policy, not by a step that asks for hours. */
const isOutside = ({ decision: { reason, step } }: Told): boolean => reason === "outside_hours" && step === null;

export const breaksThrough = lived(
  "a calendar holds what is critical only where its policy says so, in plain words",
  { silences: "none" },
  (live, { document }) => {
    for (const each of live.log)
      if (isOutside(each) && each.decision.incident?.severity === "critical")
        assert.equal(policyOf(each, each.decision.policy)?.calendar?.critical, true, said(each));
    for (const policy of document.policies)
      if (policy.calendar)
        assert.equal(
          summaryOf(policy, document).rest.join().includes("even what is critical"),
          policy.calendar.critical,
          policy.name,
        );
  },
);

/** Whether a silence that ends by itself holds something back at this time. */
function isActive({ since, until, calendar: name }: SilenceSpec, { calendars }: PolicyDocument, at: Date): boolean {
  if (since && new Date(since) > at) return false;
  if (until) return new Date(until) > at;
  const calendar = calendars.find((each) => each.name === name);
  return calendar !== undefined && isWithin(calendar, at);
}

/** Silences that were used, would hold this back, and do not any more. */
function ended({ at, decision: { incident }, document }: Told, used: ReadonlySet<string>): string[] {
  const { silences, calendars } = document;
  return silences.flatMap((silence) => {
    const isOver = used.has(silence.id ?? "") && !isActive(silence, document, at);
    return silence.id && isOver && incident && holds(silence.match, incident.subject, at, calendars) ? [silence.id] : [];
  });
}

/** What a person hands on names the person. */
const isTelling = ({ decision: { action, reason, by }, input }: Told): boolean =>
  (isOpening(reason) || reason === "over_rate") &&
  (action === "send" || action === "digest") &&
  !(input.kind === "act" && by === input.by);

/** Of silences that end by themselves; one that lasts while something goes on ends for some errors and not for others. */
function namesEnded(live: Live): void {
  const used = new Set<string>();
  // Several policies that tell of the same signal may name it each.
  let [input, named] = [live.log[0]?.input, new Set<string>()];
  const others = new Set(
    live.log.flatMap(({ document }) => document.silences.flatMap((each) => (each.while && each.id ? [each.id] : []))),
  );
  for (const each of live.log) {
    const { reason, by, action } = each.decision;
    if (each.input !== input) [input, named] = [each.input, new Set()];
    if (by !== null && others.has(by)) continue;
    if (reason === "silenced" && by) used.add(by);
    if (isTelling(each)) {
      const due = ended(each, used).filter((id) => !others.has(id));
      if (due.length > 0) assert.ok(by !== null && used.has(by), `${said(each)} names no silence of ${due.join()}`);
      if (by !== null) assert.ok(used.has(by) || named.has(by), `${said(each)} names ${by}, which was named already`);
    }
    if (by === null || !(isTelling(each) || (reason === "corrected" && action !== "update"))) continue;
    used.delete(by);
    named.add(by);
  }
}

export const names = lived("every silence ends, and the first alert after one says which ended", { hourly: [10] }, (live) => {
  namesEnded(live);
  for (const { until: _, calendar: __, while: ___, ...silence } of live.document.silences)
    assert.equal(SilenceSpec.safeParse(silence).success, false);
});

/** Around every clock change of the histories. */
const instant = fc
  .tuple(fc.constantFrom(...starts), fc.integer({ min: -24 * 60, max: 48 * 60 }))
  .map(([at, minutes]) => new Date(at.getTime() + minutes * 60_000));

const opens = property("", fc.tuple(calendarSpec("hours"), instant), ([calendar, at]) =>
  assert.equal(
    isWithin(calendar, at),
    isOpenByTheClock(calendar, at),
    `${at.toISOString()} ${shown(calendar.zone, at.getTime())}`,
  ),
);

function keepsHours(live: Live): void {
  for (const each of live.log) {
    const { decision, at, document, input } = each;
    const rule = policyOf(each, decision.policy)?.calendar;
    const calendar = document.calendars.find(({ name }) => name === rule?.name);
    if (!rule || !calendar) continue;
    const isHeld = decision.incident?.severity !== "critical" || rule.critical;
    if (isOutside(each)) assert.equal(isOpenByTheClock(calendar, at), false, said(each));
    const isTold = isOpening(decision.reason) && decision.action === "send" && input.kind !== "act";
    if (isTold && isHeld && rule.outside !== "downgrade") assert.equal(isOpenByTheClock(calendar, at), true, said(each));
  }
}

/** Each digest at its time of day goes when a clock of its reader shows that time first, and once a day. */
function comesOnTime(live: Live): void {
  const days = new Set<string>();
  for (const { at, digest, decision } of live.log) {
    const [carrier] = decision.to;
    const { channels } = live.document;
    const spec = channels.find(({ name }) => name === digest?.channel);
    if (!digest || digest.late || !spec?.at || !carrier) continue;
    const zone = channels.find(({ name }) => name === carrier)?.zone ?? spec.zone ?? "UTC";
    const day = shown(zone, at.getTime()).slice(0, 10);
    assert.equal(at.getTime(), firstShown(zone, day, spec.at), `${at.toISOString()} in ${zone}, for ${spec.at}`);
    assert.ok(!days.has(`${carrier} ${day}`));
    days.add(`${carrier} ${day}`);
  }
}

const lives = property("", histories({ jumps: false, silences: "standing" }), (history) => {
  const live = new Live(history);
  keepsHours(live);
  comesOnTime(live);
});

export const zones: Invariant = {
  name: "windows and digests keep the hours of their zones, on both days on which clocks change",
  run: (runs, seed, isQuick) => {
    opens.run(Math.ceil(runs / 2), seed, isQuick);
    lives.run(Math.ceil(runs / 2), seed, isQuick);
  },
};
