import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { BadInput } from "#lib/model/errors.ts";
import { readInput } from "#lib/model/read-input.ts";

const schema = z.strictObject({
  to: z.array(z.string().max(3)).min(1).max(2),
  mode: z.enum(["hold", "drop"]),
  days: z.int().min(1).max(30).default(7),
  all: z.boolean().optional(),
  inner: z.strictObject({ word: z.string() }).optional(),
});

function said(value: unknown): string {
  try {
    readInput(schema, value);
    return "";
  } catch (error) {
    assert.ok(error instanceof BadInput);
    return error.message;
  }
}

const right = { to: ["a"], mode: "hold" };
const wrong: [string, unknown, string][] = [
  ["what is missing", { to: ["a"] }, "mode: is missing"],
  ["nothing at all", null, "must be an object of names and values"],
  ["a word that is none of those there are", { ...right, mode: "mute" }, "mode: must be one of hold, drop"],
  ["text for a list", { ...right, to: "a" }, "to: must be a list"],
  ["a number for text", { ...right, to: [7] }, "to[0]: must be text: put it in quotes"],
  ["text for a number", { ...right, days: "7" }, "days: must be a number"],
  ["part of a number", { ...right, days: 1.5 }, "days: must be a whole number"],
  ["too little and too much", { ...right, to: [], days: 31 }, "to: has at least 1 entries; days: must be at most 30"],
  ["text that is too long", { ...right, to: ["long"] }, "to[0]: has at most 3 characters"],
  ["text for yes or no", { ...right, all: "yes" }, "all: must be true or false"],
  [
    "names that are not known, within too",
    { ...right, colour: 1, size: 2, inner: { word: "a", sound: 3 } },
    "inner.sound: is not known here: leave it out; colour: is not known here: leave it out; size: is not known here: leave it out",
  ],
];

for (const [name, value, message] of wrong)
  test(`input: ${name} is said in words, with what to write instead`, () => {
    assert.equal(said(value), message);
  });
