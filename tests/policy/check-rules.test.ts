import assert from "node:assert/strict";
import { test } from "node:test";
import { checkRules } from "#lib/policy/check-rules.ts";

const rule = (query: string, more: object = {}): object => ({ id: "one", name: "One", query, ignore: true, ...more });
function faultsOf(...rules: unknown[]) {
  const checked = checkRules({ rules });
  return checked.ok ? [] : checked.faults;
}

const wrong: [what: string, rule: unknown, path: string, says: RegExp][] = [
  ["a query that cannot be read", rule("category:tiemout"), "rules[0].query", /at character \d+: .*timeout/],
  ["a field that there is none of", rule("catgory:timeout"), "rules[0].query", /did you mean category\?/],
  ["a pattern that would look ahead", rule("message:/a(?=b)/"), "rules[0].query", /look-ahead/],
  ["a field of lists", rule("status:resolved"), "rules[0].query", /at character 1/],
  ["what comes only later", rule("type:Error signal:created"), "rules[0].query", /at character 12: .*leave signal out/],
  ["what comes only later, denied", rule("-(type:Error is:silenced)"), "rules[0].query", /leave is:silenced out/],
  ["a calendar", rule("in:working-hours"), "rules[0].query", /calendar into a policy/],
  ["an empty query", rule("  "), "rules[0].query", /./],
  ["nothing to decide", { id: "one", name: "One", query: "type:Error" }, "rules[0]", /say what it decides/],
  ["too much to decide", rule("type:Error", { severity: "low" }), "rules[0]", /without category and severity/],
  ["an id of other signs", rule("type:Error", { id: "My Rule" }), "rules[0].id", /small letters/],
  ["what is not known", rule("type:Error", { colour: "red" }), "rules[0].colour", /not known here/],
];

for (const [what, given, path, says] of wrong)
  test(`refuses ${what}, at its place`, () => {
    const [fault] = faultsOf(given);
    assert.equal(fault?.path, path);
    assert.match(fault.message, says);
  });

test("refuses two rules of one id, and more than can be asked of every error", () => {
  assert.match(JSON.stringify(faultsOf(rule("type:A"), rule("type:B"))), /same id/);
  const many = Array.from({ length: 200 }, (_, n) => rule("a ".repeat(30), { id: `r${n}` }));
  assert.match(JSON.stringify(faultsOf(...many)), /at most 5000 words/);
  const patterns = Array.from({ length: 101 }, (_, n) => rule(`message:/x${n}/`, { id: `r${n}` }));
  assert.match(JSON.stringify(faultsOf(...patterns)), /at most 100 patterns/);
});

test("tells what is wrong with form and with queries at once", () => {
  const faults = faultsOf(rule("colour:red", { colour: 1 }), rule("", {}), rule("type:(", { id: "third" }), {
    query: "signal:created",
  });
  assert.deepEqual(
    faults.flatMap(({ path }) => (/query/.test(path) ? [path] : [])),
    ["rules[1].query", "rules[0].query", "rules[2].query", "rules[3].query"],
  );
  assert.ok(faults.some(({ path }) => path === "rules[0].colour"));
});

test("takes what the language of the list says, on unless it is said otherwise", () => {
  const checked = checkRules({ rules: [rule('category:timeout users:<10 -is:unhandled tag.plan:free "connection reset"')] });
  assert.ok(checked.ok);
  assert.equal(checked.rules[0]?.enabled, true);
});
