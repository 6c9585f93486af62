import assert from "node:assert/strict";
import { test } from "node:test";
import { changeList, putBack, saveOne, tryOne } from "#app/(signed-in)/rules/save.ts";
import { emptyDraft } from "#components/rules/draft.ts";
import { currentRules, saveRules } from "#lib/pipeline/rules.ts";
import { addIssue } from "../support/issues.ts";
import { ownTools } from "../support/tools.ts";

const tools = await ownTools({}, "web");
const by = { id: "u1", name: "Mai" };
const draft = { ...emptyDraft, name: "Slow", query: "message:message", category: "timeout" };
const names = async () => (await currentRules(tools)).rules.map(({ name, enabled }) => (enabled ? name : `(${name})`));

test("a new rule comes last, an edited one keeps its place and its id", async () => {
  assert.deepEqual(await saveOne(tools, { version: 0, id: null }, draft, by), { outcome: "saved", version: 1, by: "Mai" });
  await saveOne(tools, { version: 1, id: null }, { ...draft, name: "Second" }, by);
  await saveOne(tools, { version: 2, id: "slow" }, { ...draft, name: "Slower" }, by);
  const { rules, version } = await currentRules(tools);
  assert.deepEqual([version, rules.map(({ id, name }) => `${id} ${name}`)], [3, ["slow Slower", "second Second"]]);
});

test("a fault is said at the field of the rule that was typed, the query’s with the others", async () => {
  const wrong = await saveOne(tools, { version: 3, id: null }, { ...emptyDraft, query: "catgory:x" }, by);
  assert.deepEqual(wrong.outcome === "invalid" && Object.keys(wrong.faults.fields).sort(), ["decides", "name", "query"]);
  assert.equal((await currentRules(tools)).version, 3);
});

test("who was slower saves nothing and hears who was faster", async () => {
  assert.deepEqual(await saveOne(tools, { version: 2, id: "slow" }, draft, by), { outcome: "stale", version: 3, by: "Mai" });
  assert.equal((await changeList(tools, 1, { kind: "delete", id: "slow" }, by)).outcome, "stale");
});

test("the list is changed one step at a time", async () => {
  await changeList(tools, 3, { kind: "move", id: "second", by: -1 }, by);
  await changeList(tools, 4, { kind: "enable", id: "slow", enabled: false }, by);
  assert.deepEqual(await names(), ["Second", "(Slower)"]);
  assert.equal((await changeList(tools, 5, { kind: "move", id: "second", by: -1 }, by)).outcome, "invalid");
});

test("a rule is tried as it is typed, on or off, named or not, beside those that stand", async () => {
  await saveRules(tools, { input: { rules: [] }, ifVersion: null, by });
  await addIssue(tools.db, { sentryIssueId: "1" });
  const typed = { ...draft, name: "", enabled: false };
  const tried = await tryOne(tools, { version: 0, id: null }, typed, 7);
  assert.ok(tried.outcome === "tried");
  assert.deepEqual([tried.trial.issues.changed, tried.trial.rules], [1, [{ id: tried.rule, matched: 1, changed: 1 }]]);
  const wrong = await tryOne(tools, { version: 0, id: null }, { ...typed, query: "" }, 7);
  assert.equal(wrong.outcome, "invalid");
});

test("what no screen sends is refused and changes nothing", async () => {
  const { version } = await currentRules(tools);
  for (const sent of [undefined, null, 7, "x", {}, [], { kind: "move" }]) {
    const outcomes = [
      await changeList(tools, sent, sent, by),
      await changeList(tools, version, sent, by),
      await putBack(tools, sent, sent, by),
      await saveOne(tools, sent, sent, by),
      await saveOne(tools, { version, id: null }, sent, by),
      await tryOne(tools, { version, id: null }, sent, sent),
    ].map(({ outcome }) => outcome);
    assert.deepEqual([...new Set(outcomes)], ["invalid"], JSON.stringify(sent));
  }
  assert.equal((await currentRules(tools)).version, version);
});
