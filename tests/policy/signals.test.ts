import assert from "node:assert/strict";
import { test } from "node:test";
import type { Category, Severity } from "#lib/model/taxonomy.ts";
import { type Standing, signalsOf } from "#lib/policy/signals.ts";

const said = (severity: Severity = "medium", category: Category = "timeout", provisional = false): Standing["verdict"] => ({
  category,
  severity,
  provisional,
});
const open: Standing = { status: "unresolved", substatus: "ongoing", verdict: said() };

const cases: [string, Standing | null, Standing, string[]][] = [
  ["a new issue", null, open, ["created"]],
  ["an issue that had no verdict", { ...open, verdict: null }, open, ["created"]],
  ["a new issue that is resolved already", null, { ...open, status: "resolved" }, []],
  ["the same again", open, open, []],
  ["its end", open, { ...open, status: "resolved", substatus: null }, ["resolved"]],
  ["its archiving", open, { ...open, status: "ignored" }, ["resolved"]],
  ["its end after its archiving", { ...open, status: "ignored" }, { ...open, status: "resolved" }, []],
  ["its return", { ...open, status: "resolved" }, { ...open, substatus: "regressed" }, ["regressed"]],
  ["its return without a word why", { ...open, status: "resolved" }, open, ["regressed"]],
  ["its growth", { ...open, status: "ignored" }, { ...open, substatus: "escalating" }, ["escalated"]],
  ["its growth told twice", { ...open, substatus: "escalating" }, { ...open, substatus: "escalating" }, []],
  ["new to ongoing", { ...open, substatus: "new" }, open, []],
  ["a worse verdict", open, { ...open, verdict: said("high") }, ["severity_rose"]],
  ["a milder verdict", open, { ...open, verdict: said("low") }, ["corrected"]],
  ["another category", open, { ...open, verdict: said("medium", "network") }, ["corrected"]],
  ["another category, and worse", open, { ...open, verdict: said("critical", "network") }, ["severity_rose"]],
  ["a provisional verdict confirmed", { ...open, verdict: said("medium", "timeout", true) }, open, ["corrected"]],
  [
    "a return that is worse",
    { ...open, status: "resolved" },
    { ...open, substatus: "regressed", verdict: said("high") },
    ["regressed"],
  ],
  ["a verdict on what is resolved", { ...open, status: "resolved" }, { ...open, status: "resolved", verdict: said("high") }, []],
];

for (const [name, before, after, kinds] of cases)
  test(`${name} raises ${kinds[0] ?? "nothing"}`, () => assert.deepEqual(signalsOf(before, after), kinds));
