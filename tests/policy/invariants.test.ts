import assert from "node:assert/strict";
import { test } from "node:test";
import { invariants } from "./invariants/all.ts";

/**
 * The eleven invariants, each over thousands of random histories: 22,000 together, or as many as VERDICT_RUNS says
 * (`VERDICT_RUNS=1000000 npm test`). A failure prints the smallest history that breaks it, and a seed; VERDICT_SEED repeats it.
 */
const runs = Number(process.env.VERDICT_RUNS || 22_000);
const seed = process.env.VERDICT_SEED ? Number(process.env.VERDICT_SEED) : undefined;
const all = Object.entries(invariants);

for (const [number, { name, run }] of all) test(`${number}. ${name}`, () => run(Math.ceil(runs / all.length), seed));

test("there are eleven", () => assert.equal(all.length, 11));
