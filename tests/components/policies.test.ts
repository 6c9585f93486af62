import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hrefOf as ledgerHref, readFilter as readLedger } from "#components/decisions/filter.ts";
import { hrefOf as incidentsHref, readFilter as readIncidents, statesOf } from "#components/incidents/filter.ts";
import { groupLine, groupQuery } from "#components/incidents/group.ts";
import { lasting } from "#components/incidents/lasting.ts";
import { timeline } from "#components/incidents/timeline.ts";
import { untilTomorrowMorning } from "#components/incidents/tomorrow.ts";
import { changed, differences } from "#components/policies/change.ts";
import { draftOf, emptyDraft, sortFaults, withDraft } from "#components/policies/draft.ts";
import { hrefOf as policiesHref, readView } from "#components/policies/view.ts";
import type { DecisionSummary, IncidentDetail } from "#lib/model/incident.ts";
import { durationMs, PolicyDocument, PolicySpec } from "#lib/model/policy.ts";
import { parseQuery } from "#lib/query/parse.ts";

const policy = (name: string, more: object = {}) => ({
  name,
  match: `project:${name}`,
  ladder: [{ after: "0s", to: ["slack"] }],
  ...more,
});
const document = PolicyDocument.parse({
  version: 1,
  channels: [{ name: "slack", kind: "slack" }],
  policies: [policy("a"), policy("b"), policy("everything else", { match: "*" })],
});
const names = (policies: unknown[] | null) => policies?.map((each) => (each as PolicySpec).name);
const paramsOf = (href: string) => Object.fromEntries(new URLSearchParams(href.split("?")[1]));

test("the list changes as asked, but its last policy stays last, on and there", () => {
  assert.deepEqual(names(changed(document, { kind: "move", name: "a", by: 1 })), ["b", "a", "everything else"]);
  assert.deepEqual(names(changed(document, { kind: "delete", name: "b" })), ["a", "everything else"]);
  const [off] = changed(document, { kind: "enable", name: "a", enabled: false }) ?? [];
  assert.equal((off as PolicySpec).enabled, false);
  for (const refused of [
    { kind: "move", name: "b", by: 1 },
    { kind: "move", name: "a", by: -1 },
    { kind: "move", name: "everything else", by: -1 },
    { kind: "delete", name: "everything else" },
    { kind: "enable", name: "everything else", enabled: false },
    { kind: "delete", name: "nobody" },
  ] as const)
    assert.equal(changed(document, refused), null, JSON.stringify(refused));
});

test("what was deleted comes back to its place", () => {
  const left = changed(document, { kind: "delete", name: "a" }) as PolicySpec[];
  const back = changed({ ...document, policies: left }, { kind: "restore", at: 0, policy: document.policies[0] });
  assert.deepEqual(back, document.policies);
});

test("a draft that nobody touched leaves the policy as it was, whatever else it says", () => {
  const full = PolicySpec.parse({
    ...policy("full"),
    stop: false,
    window: { kind: "fixed", for: "10m" },
    wait: "30s",
    update: "1m",
    calendar: { name: "working-hours", outside: "hold" },
    ackExpires: "4h",
    confidenceFloor: 0.4,
    repeat: "1h",
    ladder: [
      { after: "0s", to: ["slack"], urgency: "high" },
      { after: "15m", to: ["pager"], if: "in:working-hours" },
    ],
  });
  assert.deepEqual(PolicySpec.parse(withDraft(full, draftOf(full))), full);
  for (const each of document.policies) assert.deepEqual(PolicySpec.parse(withDraft(each, draftOf(each))), each);
});

test("a new policy has what was typed, and the rest as everybody has it", () => {
  const made = PolicySpec.parse(
    withDraft(null, { ...emptyDraft, name: "new", match: "severity:high", to: ["slack"], repeat: " " }),
  );
  assert.deepEqual([made.repeat, made.wait, made.ladder], ["never", "0s", [{ after: "0s", to: ["slack"], urgency: "low" }]]);
});

test("faults stand at their fields, the first of each; what the form does not edit is said apart", () => {
  const fault = (path: string, message = path) => ({ path, message });
  const sorted = sortFaults(
    [
      fault("policies[2].match", "unknown field"),
      fault("policies[2].match", "second"),
      fault("policies[2].window.for"),
      fault("policies[2].ladder[0].to[1]"),
      fault("policies[2].ladder[1].after"),
      fault("policies[20].match"),
      fault("channels[0].kind"),
    ],
    2,
  );
  assert.deepEqual(sorted.fields, {
    match: "unknown field",
    window: "policies[2].window.for",
    to: "policies[2].ladder[0].to[1]",
  });
  assert.deepEqual(
    sorted.others.map(({ path }) => path),
    ["policies[2].ladder[1].after", "policies[20].match", "channels[0].kind"],
  );
});

test("a version says what it made of the one before", () => {
  const [a, b, last] = document.policies as [PolicySpec, PolicySpec, PolicySpec];
  assert.deepEqual(differences(document, document), []);
  assert.deepEqual(
    differences(document, { ...document, policies: [b, { ...a, enabled: false }, { ...last, name: "rest" }], silences: [] }),
    [
      { kind: "added", name: "rest" },
      { kind: "removed", name: "everything else" },
      { kind: "changed", name: "a" },
      { kind: "moved", name: "" },
    ],
  );
});

test("no address breaks the lists, and what they understood they write again", () => {
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string({ unit: "binary" })), fc.constant(undefined));
  const keys = fc.constantFrom("state", "severity", "cursor", "reason", "issue", "incident", "view", "silence", "__proto__");
  fc.assert(
    fc.property(fc.dictionary(keys, value), (params) => {
      const incidents = readIncidents(params);
      assert.deepEqual(readIncidents(paramsOf(incidentsHref(incidents, { cursor: incidents.cursor }))), incidents);
      const ledger = readLedger(params);
      assert.deepEqual(readLedger(paramsOf(ledgerHref(ledger, { cursor: ledger.cursor }))), ledger);
      const view = readView(params);
      assert.ok(readView(paramsOf(policiesHref(view))).view.length > 0);
    }),
  );
  assert.deepEqual(readView({ silence: "project:a" }), { view: "silences", silence: "project:a" });
  assert.deepEqual(statesOf("active"), ["open", "acknowledged"]);
});

test("the query of a group parses, whatever the group says", () => {
  assert.equal(
    groupQuery({ group: { project: "api", environment: null, signature: "4f2a" }, project: "api", environment: null }),
    "project:api signature:4f2a",
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), (said) => {
      const query = groupQuery({ group: { project: said, "llm.provider": "openai" }, project: null, environment: null });
      assert.ok(parseQuery(query).ok, query);
    }),
  );
  assert.equal(groupLine({ group: { "llm.provider": "openai" }, project: null, environment: null }), "openai");
  assert.equal(groupLine({ group: { signature: "4f2a" }, project: "api", environment: "live" }), "api · live");
});

test("until tomorrow morning is a duration that ends at nine", () => {
  for (const now of [new Date(2026, 10, 30, 0, 0), new Date(2026, 10, 30, 8, 59), new Date(2026, 11, 31, 23, 59, 59)]) {
    const ends = new Date(now.getTime() + (durationMs(untilTomorrowMorning(now)) ?? 0));
    assert.equal(ends.getHours(), 9);
    assert.ok(ends.getMinutes() === 0 && ends.getDate() !== now.getDate());
  }
  assert.deepEqual(lasting("2026-11-30T08:00:00Z", new Date("2026-11-30T09:59:00Z")), { unit: "h", count: 1 });
  assert.deepEqual(lasting("2026-11-30T08:00:00Z", new Date("2026-11-30T08:00:10Z")), { unit: "m", count: 0 });
});

const decision = (id: string, at: string, more: Partial<DecisionSummary> = {}): DecisionSummary => ({
  id,
  at,
  signal: "created",
  issue: "1",
  incident: "i",
  policy: "high",
  action: "none",
  reason: "dedup",
  by: null,
  to: [],
  skipped: [],
  lines: [],
  step: null,
  explanation: "",
  ...more,
});

test("the timeline runs backwards, and a run of equal silence is one entry", () => {
  const incident = {
    opened_at: "2026-11-30T08:00:00.000Z",
    acknowledged_at: "2026-11-30T08:10:00.000Z",
    acknowledged_by: "Ada",
    resolved_at: null,
    resolved_by: null,
    messages: [
      {
        id: "m",
        channel: "slack",
        external_id: null,
        state: "sent",
        at: "2026-11-30T08:00:00.000Z",
        error: null,
        doubtful: false,
        step: null,
      },
    ],
    decisions: [
      decision("d4", "2026-11-30T08:12:00.000Z", { reason: "acknowledged" }),
      decision("d3", "2026-11-30T08:03:00.000Z"),
      decision("d2", "2026-11-30T08:02:00.000Z"),
      decision("d1", "2026-11-30T08:00:00.000Z", { action: "send", reason: "first", to: ["slack"] }),
    ],
  } as unknown as IncidentDetail;
  const told = timeline(incident).map((entry) => ("times" in entry ? `${entry.decision.id}×${entry.times}` : entry.key));
  assert.deepEqual(told, ["d4×1", "acknowledged", "d3×2", "m", "d1×1", "opened"]);
});
