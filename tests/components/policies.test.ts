import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changed, differences } from "#components/policies/change.ts";
import { draftOf, emptyDraft, sortFaults, withDraft } from "#components/policies/draft.ts";
import { hrefOf as policiesHref, readView } from "#components/policies/view.ts";
import { PolicyDocument, PolicySpec } from "#lib/model/policy.ts";

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
  const keys = fc.constantFrom("view", "silence", "__proto__");
  fc.assert(
    fc.property(fc.dictionary(keys, value), (params) => {
      const view = readView(params);
      assert.ok(readView(paramsOf(policiesHref(view))).view.length > 0);
    }),
  );
  assert.deepEqual(readView({ silence: "project:a" }), { view: "silences", silence: "project:a" });
});
