import assert from "node:assert/strict";
import { test } from "node:test";
import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { redactText } from "#lib/report/redact.ts";
import issued from "./issued.json" with { type: "json" };
import { filled, readCases, remains } from "./secretCases.ts";

const aws = { id: "@secretlint/secretlint-rule-aws", options: { enableIDScanRule: true } };
const config = { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator, rules: [aws] }] };

/** What secretlint takes for a secret, as it stands in the text. */
async function secretsIn(content: string): Promise<string[]> {
  const source = { content, filePath: "/error.txt", ext: ".txt", contentType: "text" as const };
  const { messages } = await lintSource({ source, options: { config, noPhysicFilePath: true } });
  return messages.map(({ range: [start, end] }) => content.slice(start, end));
}

const sets = ["secrets", "families", "vendors", "forms", "people", "kept"].flatMap(readCases).map((row) => filled(row, 11));

test("secretlint finds nothing in what was redacted, and much before", async () => {
  const before: string[] = [];
  for (const { id, message } of sets) {
    before.push(...(await secretsIn(message)));
    const left = (await secretsIn(redactText(message))).filter((secret) => !/\[KEY_\d+\]/.test(secret));
    assert.deepEqual({ id, left }, { id, left: [] });
  }
  assert.ok(before.length > 50, `${before.length}`);
});

/** Where an error may carry a key along. */
const carriers: readonly ((key: string) => string)[] = [
  (key) => `401: the key ${key} was refused`,
  (key) => `{"detail":"refused ${key}","status":401}`,
  (key) => JSON.stringify(JSON.stringify({ value: key, status: 401 })),
  (key) => `GET https://api.example.com/v1?x=1&k=${key}&status=401`,
  (key) => `rejected '${key}' (401)`,
  (key) => `[${key}] 401`,
  (key) => `\u001b[31m${key}\u001b[0m 401\nat main`,
  (key) => `refused:\n${key}\n401`,
  (key) => `args=["--key","${key}"] 401`,
];

test(`${issued.length} forms of keys, known to scanners, go wherever they stand`, () => {
  const leaks: string[] = [];
  for (const seed of [1, 2, 3])
    for (const { maker, form } of issued)
      for (const carry of carriers) {
        const { message } = filled({ id: maker, message: form, must_not_leak: [], must_keep: [] }, seed);
        const clean = redactText(carry(message));
        if (remains(clean, message) || !clean.includes("401")) leaks.push(`${maker}: ${clean}`);
      }
  assert.deepEqual(leaks, []);
});
