import assert from "node:assert/strict";
import { test } from "node:test";
import { readSettings } from "#lib/pipeline/settings.ts";

const secret = "hunter2-in-an-address";

test("the address of models carries nothing that its faults would tell everybody, and who tries is not quoted", () => {
  for (const address of [
    `https://llm.example/v1?key=${secret}`,
    `https://u:${secret}@llm.example/v1`,
    `https://llm.example/v1#${secret}`,
  ])
    assert.throws(
      () => readSettings({ LLM_BASE_URL: address }),
      (error: Error) => /LLM_BASE_URL must be an address alone/.test(error.message) && !error.message.includes(secret),
    );
  assert.equal(readSettings({ LLM_BASE_URL: "http://127.0.0.1:11434/v1" }).LLM_BASE_URL, "http://127.0.0.1:11434/v1");
});
