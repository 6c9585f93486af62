import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { calendarDraft, calendarField, calendarOf } from "#components/policies/calendar-draft.ts";
import { channelDraft, channelField, channelOf } from "#components/policies/channel-draft.ts";
import { draftOf, emptyDraft, policyField, policyOf } from "#components/policies/draft.ts";
import { fares } from "#components/policies/fares.ts";
import { fieldId } from "#components/policies/field-id.ts";
import { laid, type Place, placeOf, sortFaults, without } from "#components/policies/item.ts";
import { movedStep, nextStep } from "#components/policies/ladder.ts";
import { emptySilence, silenceDraft, silenceField, silenceOf } from "#components/policies/silence-draft.ts";
import { usersOfCalendar, usersOfChannel } from "#components/policies/uses.ts";
import { CalendarSpec, ChannelSpec, groupFields, PolicyDocument, PolicySpec, SilenceSpec } from "#lib/model/policy.ts";

const some = <T>(values: readonly T[], least = 0) => fc.uniqueArray(fc.constantFrom(...values), { minLength: least });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const length = fc.constantFrom("1s", "30s", "5m", "4h", "2d");
const pause = fc.oneof(fc.constant("0s"), length);
const time = fc.constantFrom("00:00", "09:30", "23:59");
const name = fc.constantFrom("slack", "pager", "working-hours", "a name of its own");
const query = fc.constantFrom("*", "severity:high", "in:working-hours -is:silenced", '"connection reset"');

const step = fc.record({
  after: pause,
  to: some(["slack", "pager", "mail"], 1),
  if: maybe(query),
  urgency: fc.constantFrom("high", "low"),
});
const policies = fc.record({
  name,
  enabled: fc.boolean(),
  stop: fc.boolean(),
  match: query,
  groupBy: some(groupFields.slice(0, 8)),
  window: fc.record({ kind: fc.constantFrom("rolling", "fixed"), for: length }),
  wait: pause,
  update: pause,
  repeat: fc.oneof(fc.constant("never"), length),
  again: some(["severity_rise", "new_member", "regression"]),
  calendar: maybe(fc.record({ name, outside: fc.constantFrom("hold", "digest", "downgrade"), critical: fc.boolean() })),
  ladder: fc.array(step, { minLength: 1, maxLength: 4 }),
  ackExpires: maybe(length),
  onResolve: fc.constantFrom("edit", "send", "none"),
  deadline: pause,
  confidenceFloor: maybe(fc.integer({ min: 0, max: 1_000_000 }).map((share) => share / 1_000_000)),
});
const calendars = fc.record({
  name,
  zone: fc.constantFrom("UTC", "Asia/Tokyo"),
  windows: fc.array(
    fc.record({
      days: some(["mon", "wed", "sun"], 1).map((days) => days.toSorted()),
      from: time,
      to: fc.constantFrom("18:00", "24:00"),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
const common = { name, language: maybe(fc.constantFrom("ja", "zh-CN")), zone: maybe(fc.constant("Asia/Tokyo")) };
const channels = fc.oneof(
  fc.record({
    ...common,
    kind: fc.constantFrom("email", "slack", "sms"),
    to: maybe(some(["a@example.com", "b@example.com"], 1)),
  }),
  fc.record({
    ...common,
    kind: fc.constant("digest"),
    to: some(["slack", "mail"], 1),
    at: time,
    by: maybe(fc.constant("category")),
  }),
  fc.record({ ...common, kind: fc.constant("digest"), to: some(["slack"], 1), every: length }),
);
const silences = fc
  .record({
    common: fc.record({
      id: fc.uuid(),
      since: fc.constant("2026-11-30T08:00:00Z"),
      match: query,
      mode: fc.constantFrom("hold", "digest", "drop"),
      author: fc.constant("Ada"),
      reason: fc.constantFrom("", "load test"),
    }),
    end: fc.oneof(
      fc.record({ until: fc.constantFrom("2026-12-01T09:00:00Z", "2027-01-01T00:30:00Z") }),
      fc.record({ calendar: name }),
      fc.record({ while: fc.record({ match: query, equal: some(groupFields.slice(0, 8), 1) }) }),
    ),
  })
  .map(({ common: said, end }) => ({ ...said, ...end }));

/** A form that nobody touched keeps the item as it is, so that it can say everything that the document can. */
function equals<T, D>(
  what: string,
  items: fc.Arbitrary<unknown>,
  parse: (value: unknown) => T,
  form: (item: T) => [D, (draft: D) => unknown],
): void {
  test(`${what}: the form says all that the document says`, () =>
    fc.assert(
      fc.property(items, (said) => {
        const item = parse(JSON.parse(JSON.stringify(said)));
        const [draft, written] = form(item);
        assert.deepEqual(parse(JSON.parse(JSON.stringify(written(draft)))), item);
      }),
    ));
}
equals(
  "a policy",
  policies,
  (value) => PolicySpec.parse(value),
  (policy) => [draftOf(policy), policyOf],
);
equals(
  "a calendar",
  calendars,
  (value) => CalendarSpec.parse(value),
  (calendar) => [calendarDraft(calendar), calendarOf],
);
equals(
  "a channel",
  channels,
  (value) => ChannelSpec.parse(value),
  (channel) => [channelDraft(channel), channelOf],
);
test("a silence: the form says all that the document says", () =>
  fc.assert(
    fc.property(silences, (written) => {
      const item = SilenceSpec.parse(JSON.parse(JSON.stringify(written)));
      const kept = SilenceSpec.parse(silenceOf(item, "Asia/Tokyo")(silenceDraft(item, "Asia/Tokyo")));
      const instant = ({ until, ...rest }: SilenceSpec) => ({ ...rest, until: until && Date.parse(until) });
      assert.deepEqual(instant(kept), instant(item));
    }),
  ));

test("what is typed is kept without the spaces around it, and a share may be written as people write it", () => {
  const typed = policyOf({ ...emptyDraft, name: "new", match: "*", repeat: " ", ackExpires: " 4h ", confidenceFloor: "62,5 %" });
  assert.deepEqual([typed.repeat, typed.ackExpires, typed.confidenceFloor], ["never", "4h", 0.625]);
  assert.equal(policyOf({ ...emptyDraft, confidenceFloor: "much" }).confidenceFloor, "much");
  assert.deepEqual(silenceOf(null, "UTC")({ ...emptySilence("*"), ends: "for", for: " 4h " }), {
    match: "*",
    for: "4h",
    mode: "hold",
    reason: "",
  });
});

test("no query is none: what is left empty is not everything", () => {
  assert.equal("match" in policyOf({ ...emptyDraft, match: " " }), false);
  const silenced = SilenceSpec.parse({ match: "*", calendar: "hours", mode: "hold" });
  for (const before of [null, silenced]) assert.equal("match" in silenceOf(before, "UTC")(emptySilence(" ")), false);
});

test("a digest that only broken channels would carry reaches nobody", () => {
  const of = (name: string, state: "ok" | "broken" | "unset", kind: "slack" | "digest" = "slack") => ({ name, kind, state });
  const digest = of("morning", "ok", "digest");
  const all = [digest, of("slack", "broken"), of("mail", "unset"), of("hook", "ok")];
  assert.equal(fares(digest, ["slack", "mail"], all), "broken");
  assert.equal(fares(digest, ["slack", "hook"], all), "ok");
  assert.equal(fares(of("slack", "broken"), [], all), "broken");
});

const item = (at: string, more: object = {}) => ({
  name: at,
  match: `project:${at}`,
  ladder: [{ after: "0s", to: ["slack"] }],
  ...more,
});
const document = PolicyDocument.parse({
  version: 1,
  channels: [
    { name: "slack", kind: "slack" },
    { name: "morning", kind: "digest", to: ["slack"], at: "09:00" },
  ],
  calendars: [{ name: "hours", zone: "UTC", windows: [{ days: ["mon"], from: "09:00", to: "18:00" }] }],
  policies: [
    item("a", { calendar: { name: "hours", outside: "hold" } }),
    item("b", { ladder: [{ after: "0s", to: ["morning"], if: "in:hours" }] }),
    item("everything else", { match: "*" }),
  ],
  silences: [{ match: "project:c", calendar: "hours", mode: "hold" }],
});
const place = (part: Place["part"], at: number | null, below: number | null = null): Place => ({ part, version: 1, at, below });

test("a new policy stands above the last, a copy below what it was copied from, everything else at the end", () => {
  assert.equal(placeOf(document, place("policies", null)), 2);
  assert.equal(placeOf(document, place("policies", null, 0)), 1);
  assert.equal(placeOf(document, place("policies", null, 2)), 2);
  assert.equal(placeOf(document, place("channels", null)), 2);
  const { policies: next } = PolicyDocument.parse(laid(document, place("policies", null), item("c")));
  assert.deepEqual(
    next.map((policy) => policy.name),
    ["a", "b", "c", "everything else"],
  );
});

test("what names a channel or a calendar follows it to its new name", () => {
  const slack = PolicyDocument.parse(laid(document, place("channels", 0), { name: "ops", kind: "slack" }));
  assert.deepEqual([slack.policies[0]?.ladder[0]?.to, slack.channels[1]?.to], [["ops"], ["ops"]]);
  const renamed = { ...document.calendars[0], name: "days" };
  const hours = PolicyDocument.parse(laid(document, place("calendars", 0), renamed));
  assert.deepEqual([hours.policies[0]?.calendar?.name, hours.silences[0]?.calendar], ["days", "days"]);
  assert.equal((without(document, place("channels", 1)).channels as unknown[]).length, 1);
});

test("who uses a calendar or a channel is known, by name and by query", () => {
  assert.deepEqual(
    usersOfCalendar(document, "hours").map((user) => user.name),
    ["a", "b", "project:c"],
  );
  assert.deepEqual(usersOfChannel(document, "slack"), [
    { part: "policies", name: "a" },
    { part: "policies", name: "everything else" },
    { part: "channels", name: "morning" },
  ]);
  assert.deepEqual(usersOfCalendar(document, "nights"), []);
});

test("faults are of the item, or of the rest of the document", () => {
  const fault = (path: string) => ({ path, message: path });
  const paths = ["policies[2].match", "policies[2].ladder[1].to[0]", "policies[2]", "policies[20].match", "channels[0].kind"];
  const { inside, others } = sortFaults(paths.map(fault), "policies", 2);
  assert.deepEqual(
    inside.map(({ path }) => path),
    ["match", "ladder[1].to[0]", ""],
  );
  assert.deepEqual(
    others.map(({ path }) => path),
    ["policies[20].match", "channels[0].kind"],
  );
});

test("every path leads to the field that mends it", () => {
  for (const [field, paths] of [
    [
      policyField,
      {
        "ladder[1].to[0]": "ladder[1].to",
        "window.for": "window.for",
        "calendar.name": "calendar.name",
        "groupBy[2]": "groupBy",
      },
    ],
    [policyField, { ladder: "ladder", "ladder[0]": "ladder", calendar: "calendar.name", nonsense: null }],
    [calendarField, { "windows[1].days[0]": "windows[1].days", windows: "windows", zone: "zone" }],
    [channelField, { "to[3]": "to", at: "at", "": null }],
    [silenceField, { "while.match": "while.match", "": "until", id: null }],
  ] as const)
    for (const [path, expected] of Object.entries(paths)) assert.equal(field(path), expected, path);
  assert.equal(fieldId("policy", "ladder[1].to"), "policy-ladder-1-to");
});

test("steps are moved within their bounds, and the next comes a quarter of an hour later", () => {
  const steps = [nextStep([])];
  steps.push(nextStep(steps), nextStep([...steps, nextStep(steps)]));
  assert.deepEqual(
    steps.map(({ after }) => after),
    ["15m", "30m", "45m"],
  );
  assert.deepEqual(
    movedStep(steps, 0, 1).map(({ after }) => after),
    ["30m", "15m", "45m"],
  );
  assert.deepEqual(movedStep(steps, 0, -1), steps);
  assert.deepEqual(movedStep(steps, 2, 1), steps);
});
