import assert from "node:assert/strict";
import { test } from "node:test";
import { commentText, plain } from "#lib/sentry/comment.ts";

const said = {
  category: "rate_limit",
  severity: "high",
  confidence: 0.93,
  provisional: false,
  root_cause: "The account's tokens per minute are used up.",
  fix_suggestion: "Slow down, or ask for a higher limit.",
  should_retry: true,
  retry_after_seconds: 20,
  tier: "rule",
  model: null,
} as const;
const link = "https://verdict.example/issues/1";

test("a comment says what it is, how bad, why, what to do, and where more stands", () => {
  const text = commentText(said, link);
  for (const part of ["rate limit", "high", "93 %", "tokens per minute", "Slow down", "Retry after 20 s.", `(${link})`])
    assert.ok(text.includes(part), part);
  assert.equal(commentText(said, link), text);
  assert.match(commentText({ ...said, provisional: true }, link), /provisional/);
});

test("what an error or a model said mentions nobody, links nowhere and is no markup", () => {
  const text = commentText({ ...said, root_cause: "@everyone #team [x](https://evil.example/?q=1) **now** <b>`rm`" }, link);
  const [, cause = ""] = text.split("\n\n**Cause:**");
  assert.doesNotMatch(cause.split("\n")[0] ?? "", /@|#|evil|https?:|[^\\][[<`*]/);
  assert.equal(plain("See www.evil.example/a or (WWW.evil.example)"), "See (address) or ((address)");
  assert.equal(plain("a\nb   c"), "a b c");
});

test("at most 1,500 characters", () => {
  const text = commentText({ ...said, root_cause: "*".repeat(300), fix_suggestion: "_".repeat(500) }, link);
  assert.ok(text.length <= 1500, String(text.length));
  assert.ok(text.endsWith(`(${link})`));
});
