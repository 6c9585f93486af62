import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { securityHeaders, sonnerStyles } from "#app/security-headers.ts";

const setting = { nonce: "bm9uY2U=", https: true, development: false };

test("scripts and styles run only with the nonce", () => {
  const policy = securityHeaders(setting)["content-security-policy"]!;
  assert.match(policy, /script-src 'nonce-bm9uY2U=' 'strict-dynamic'(;|$)/);
  assert.match(policy, /style-src 'self' 'nonce-bm9uY2U='/);
  assert.doesNotMatch(policy, /unsafe-/);
  for (const closed of [
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    "connect-src 'self'",
  ]) {
    assert.ok(policy.split("; ").includes(closed), closed);
  }
});

test("only development may evaluate strings", () => {
  assert.match(securityHeaders({ ...setting, development: true })["content-security-policy"]!, /script-src [^;]*'unsafe-eval'/);
});

test("https is demanded for the future only where it is spoken", () => {
  assert.ok(securityHeaders(setting)["strict-transport-security"]);
  assert.equal(securityHeaders({ ...setting, https: false })["strict-transport-security"], undefined);
});

test("the allowed style digests are those of sonner's style element, empty and filled", () => {
  const sonner = readFileSync(new URL(import.meta.resolve("sonner")), "utf8");
  const literal = /^__insertCSS\((".*")\);$/m.exec(sonner)?.[1];
  assert.ok(literal, "sonner adds one style element");
  const digest = (css: string): string => `'sha256-${createHash("sha256").update(css).digest("base64")}'`;
  assert.deepEqual(sonnerStyles, ["", JSON.parse(literal)].map(digest));
});
