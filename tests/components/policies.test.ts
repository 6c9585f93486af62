import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { changed } from "#components/policies/change.ts";
import { hrefOf as policiesHref, readView } from "#components/policies/view.ts";
import { PolicyDocument, type PolicySpec } from "#lib/model/policy.ts";

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

test("no address breaks the lists, and what they understood they write again", () => {
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string({ unit: "binary" })), fc.constant(undefined));
  const keys = fc.constantFrom("view", "silence", "incident", "diff", "before", "__proto__");
  fc.assert(
    fc.property(fc.dictionary(keys, value), (params) => {
      const view = readView(params);
      assert.ok(readView(paramsOf(policiesHref(view))).view.length > 0);
    }),
  );
  assert.deepEqual(readView({ silence: "project:a" }), { view: "silences", silence: "project:a" });
  const incident = "01939393-0000-7000-8000-00000000c0de";
  assert.equal(policiesHref(readView({ view: "silences", incident })), `/policies?view=silences&incident=${incident}`); // the way back outlives the saving
  assert.equal(readView({ silence: "project:a", incident: "nonsense" }).incident, undefined);
});
