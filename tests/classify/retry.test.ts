import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { retries, waitIn } from "#lib/classify/retry.ts";

const told: readonly (readonly [string, number | null])[] = [
  ["Please try again in 20s.", 20],
  ["Please try again in 2.566s. Visit https://platform.openai.com", 2.566],
  ["Please try again in 120ms.", 0.12],
  ["Please try again in 6m0s.", 360],
  ["Try again in 1h12m", 4320],
  ["try again in 1d2h", 86_400],
  ["Please retry after 30 seconds", 30],
  ["retry after 1 minute", 60],
  ["Retry-After: 12", 12],
  ["retry-after=7", 7],
  ['"retry_after_ms": 500', 0.5],
  ['"retryDelay": "34s"', 34],
  ["retry_after_seconds: 9", 9],
  ["Please wait 31 seconds before retrying.", 31],
  ["Reset will happen in 1 seconds.", 1],
  ["请在 30 秒后重试", 30],
  ["30秒后重试", 30],
  ["30秒後に再試行してください", 30],
  ["20초 후 다시 시도해 주세요", 20],
  ["Bitte warten Sie 30 Sekunden, bevor Sie es erneut versuchen.", 30],
  ["Inténtelo de nuevo en 18 segundos.", 18],
  ["Повторите попытку через 15 секунд.", 15],
  ["Please try again later. (code 503)", null],
  ["Please try again later. Request id: 021769422823186124441123", null],
  ["attempt 3 of 5 failed, retrying", null],
  ["nothing of the kind", null],
  ["retry after 9999999 seconds", 86_400],
];

for (const [text, seconds] of told) test(`the wait in "${text}" is ${seconds}`, () => assert.equal(waitIn(text), seconds));

test("no text makes an absurd wait", () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.constantFrom("s", "ms", "h", " days", " minutes", ""), (noise, n, unit) => {
      const seconds = waitIn(`${noise} try again in ${n}${unit} ${noise}`);
      assert.ok(seconds === null || (seconds >= 0 && seconds <= 86_400));
    }),
  );
});

test("waiting helps against throttling and outages, not against refusals", () => {
  for (const category of ["rate_limit", "provider_error", "timeout", "network", "third_party"] as const)
    assert.equal(retries(category), true);
  for (const category of ["quota_exceeded", "authentication", "database", "code_bug", "unknown"] as const)
    assert.equal(retries(category), false);
});
