import assert from "node:assert/strict";
import { test } from "node:test";
import { told } from "#components/settings/told.ts";

const cases: readonly [data: unknown, line: string][] = [
  [null, ""],
  ["text", "text"],
  [{ before: "viewer", after: "admin" }, "viewer → admin"],
  [{ before: { daily_usd: 0.25, monthly_usd: null }, after: { daily_usd: 0.5, monthly_usd: null } }, "daily_usd 0.25 → 0.5"],
  [
    { before: { kinds: [], owners: {} }, after: { kinds: ["comment", "link"], owners: { database: "team:7" } } },
    "kinds – → comment, link · owners – → database team:7",
  ],
  [{ before: [], after: [{ id: "1", model: "gpt-5-mini", tier: "llm-fast" }] }, "– → gpt-5-mini"],
  [{ scope: "read", expires: null, replaced: [] }, "scope read"],
  [{ base_url: null, replaced: ["secret", "token"], ok: false }, "replaced secret, token · ok false"],
];

for (const [data, line] of cases)
  test(`an entry with ${JSON.stringify(data)} reads “${line}”`, () => assert.equal(told(data), line));
