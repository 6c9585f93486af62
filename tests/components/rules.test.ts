import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, differences } from "#components/rules/change.ts";
import { draftOf, newId, ruleOf, sortFaults } from "#components/rules/draft.ts";
import { queryFrom } from "#components/rules/from-issue.ts";
import { emptyReport } from "#lib/model/report.ts";
import { TeamRule } from "#lib/model/rule.ts";
import { parseQuery } from "#lib/query/parse.ts";

const rule = (id: string, more: object = {}): TeamRule =>
  TeamRule.parse({ id, name: id.toUpperCase(), query: `type:${id}`, ignore: true, ...more });
const [a, b, c] = [rule("a"), rule("b"), rule("c")];

test("a rule moves, is switched and goes, and nothing moves beyond the ends", () => {
  const ids = (rules: readonly TeamRule[] | null) => rules?.map(({ id, enabled }) => (enabled ? id : `(${id})`)).join("");
  assert.equal(ids(changed([a, b, c], { kind: "move", id: "c", by: -1 })), "acb");
  assert.equal(ids(changed([a, b, c], { kind: "enable", id: "b", enabled: false })), "a(b)c");
  assert.equal(ids(changed([a, b, c], { kind: "delete", id: "a" })), "bc");
  assert.equal(changed([a, b, c], { kind: "move", id: "a", by: -1 }), null);
  assert.equal(changed([a], { kind: "delete", id: "x" }), null);
});

test("versions differ by what was added, deleted, changed, switched and moved", () => {
  const said = (before: TeamRule[], after: TeamRule[]) =>
    differences(before, after).map(({ kind, name }) => `${kind} ${name}`.trim());
  assert.deepEqual(said([a, b], [b, rule("a", { enabled: false })]), ["disabled A", "moved"]);
  assert.deepEqual(said([a], [rule("a", { query: "type:z" }), c]), ["changed A", "added C"]);
  assert.deepEqual(said([a, b], [a]), ["removed B"]);
  assert.deepEqual(said([a], [a]), []);
});

test("what is typed becomes the rule it shows, and back", () => {
  const typed = { name: " Slow ", query: "type:E ", ignore: false, category: "timeout", severity: "", enabled: true };
  assert.deepEqual(ruleOf("slow", typed), { id: "slow", name: "Slow", query: "type:E", category: "timeout", enabled: true });
  assert.deepEqual(ruleOf("a", draftOf(a)), { ...a });
});

test("a new rule has an id of its own, from its name", () => {
  assert.equal(newId("Acme: noisy Widgets!", []), "acme-noisy-widgets");
  assert.equal(newId("Acme", ["acme", "acme-2"]), "acme-3");
  assert.equal(newId("超时", []), "rule");
  for (const name of ["", "-", "x".repeat(300), "é-ü"])
    assert.ok(TeamRule.safeParse({ ...a, id: newId(name, []) }).success, name);
});

test("a fault is said at the field of the rule that was typed", () => {
  const sorted = sortFaults(
    [
      { path: "rules[1].query", message: "wrong" },
      { path: "rules[1]", message: "decides nothing" },
      { path: "rules[0].query", message: "not this one" },
      { path: "rules", message: "too many" },
    ],
    1,
  );
  assert.deepEqual(sorted.fields, { query: "Wrong", decides: "Decides nothing" });
  assert.deepEqual(sorted.others, ["rules[0].query: not this one", "too many"]);
});

test("a rule made from an issue begins with what its errors have in common", () => {
  const report = { ...emptyReport, exceptionType: "acme.Error: x", project: "chat", message: 'could not reach shard "7" of 12' };
  assert.equal(queryFrom(report), 'type:"acme.Error: x" project:chat message:"could not reach shard"');
  for (const message of ["", '"', "a\\b", "\u0000", "one"]) assert.ok(parseQuery(queryFrom({ ...report, message })).ok, message);
});

test("an error cannot widen the rule that is made from it, whatever blanks it is written with", () => {
  for (const blank of " \u00a0\u1680\u2003\u2028\u3000")
    for (const exceptionType of [`Odd${blank}OR${blank}e`, `e${blank}NOT${blank}x`]) {
      const parsed = parseQuery(queryFrom({ ...emptyReport, message: "x", exceptionType }));
      assert.deepEqual(parsed.ok && parsed.query.kind === "term" && parsed.query.field, "type", JSON.stringify(exceptionType));
    }
});
