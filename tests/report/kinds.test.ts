import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { z } from "zod";
import { emptyReport } from "#lib/model/report.ts";
import protectedNames from "#lib/report/protected.json" with { type: "json" };
import { redactText } from "#lib/report/redact.ts";
import { signature } from "#lib/report/signature.ts";
import { template } from "#lib/report/template.ts";

const Kind = z.object({ kind: z.string(), messages: z.array(z.string()) });
const kinds = readFileSync(new URL("./kinds.jsonl", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line) => Kind.parse(JSON.parse(line)));
const hash = (message: string): string => signature({ ...emptyReport, message: redactText(message) }).hash;

test(`${kinds.length} kinds of errors: the same kind has one signature, no two kinds share one`, () => {
  const owners = new Map<string, string>();
  for (const { kind, messages } of kinds) {
    const hashes = new Set(messages.map(hash));
    assert.equal(hashes.size, 1, `${kind}: ${messages.map((message) => template(redactText(message))).join(" | ")}`);
    for (const one of hashes) {
      assert.equal(owners.get(one), undefined, kind);
      owners.set(one, kind);
    }
  }
});

test("a kind keeps its signature when every number that its messages vary becomes another", () => {
  const numbers = fc.array(fc.integer({ min: 2, max: 999_999 }), { minLength: 8, maxLength: 8 });
  const written = (n: readonly number[]): string =>
    `Limit ${n[0]}, Used ${n[1]} of ${n[2]} tokens (attempt ${n[3]}/${n[4]}) after ${n[5]} ms, ${n[6]} bytes, row ${n[7]}`;
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      assert.equal(template(written(one)), template(written(other)));
    }),
    { numRuns: 1000, seed: 2 },
  );
});

const grpc =
  "CANCELLED UNKNOWN INVALID_ARGUMENT DEADLINE_EXCEEDED NOT_FOUND ALREADY_EXISTS PERMISSION_DENIED RESOURCE_EXHAUSTED FAILED_PRECONDITION ABORTED OUT_OF_RANGE UNIMPLEMENTED INTERNAL UNAVAILABLE DATA_LOSS UNAUTHENTICATED";
const errno =
  "ECONNREFUSED ECONNRESET ECONNABORTED ETIMEDOUT ENOTFOUND EAI_AGAIN EPIPE EHOSTUNREACH ENETUNREACH EADDRINUSE EACCES EPERM ENOENT EMFILE ENFILE ENOSPC ENOMEM EEXIST EPROTO ERR_MODULE_NOT_FOUND CERT_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT";
const states = "23505 23503 40001 40P01 42P01 42703 28P01 53300 57014 57P01 08006 22P02 HY000 XX000";
const statuses = [400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 499, 500, 502, 503, 504, 520, 522, 524, 529];
const reasons = "length content_filter tool_calls stop max_tokens end_turn refusal SAFETY RECITATION MALFORMED_FUNCTION_CALL";
const tokens: readonly string[] = [
  ...`${grpc} ${errno} SIGKILL SIGTERM SIGSEGV SIGABRT`.split(" "),
  ...states.split(" ").flatMap((state) => [`SQLSTATE ${state}`, `SQLSTATE[${state}]`, `(${state})`]),
  ...statuses.flatMap((status) => [
    `status ${status}`,
    `status_code: ${status}`,
    `HTTP ${status}`,
    `Error code: ${status}`,
    `(${status})`,
  ]),
  ...[0, 1, 2, 9, 126, 127, 128, 134, 137, 139, 143, 255].flatMap((code) => [
    `exit code ${code}`,
    `exit status ${code}`,
    `exited with ${code}`,
  ]),
  ...protectedNames.ports.map((port) => `db.internal:${port}`),
  ...protectedNames.hosts,
  ...reasons.split(" ").flatMap((reason) => [`finish_reason=${reason}`, `stop_reason: ${reason}`]),
];

const around = fc.record({
  count: fc.nat(10_000_000),
  id: fc.uuid(),
  wait: fc.tuple(fc.nat(5000), fc.constantFrom("ms", "s", " seconds")).map(([n, unit]) => `${n}${unit}`),
  address: fc.ipV4(),
});

test(`${tokens.length} tokens that decide a category stay, whatever varies around them`, () => {
  fc.assert(
    fc.property(fc.constantFrom(...tokens), around, (token, { count, id, wait, address }) => {
      const message = `job ${id} failed after ${wait}: ${token} from ${address}, ${count} left`;
      const shape = template(redactText(message));
      assert.ok(shape.includes(token), `${token}: ${shape}`);
      assert.ok(!shape.includes(id) && !shape.includes(address), shape);
    }),
    { numRuns: 5000, seed: 3 },
  );
});

/** A model's dated names, and its family. */
const families: readonly (readonly [string, readonly string[]])[] = [
  ["gpt-4o", ["gpt-4o-2024-05-13", "gpt-4o-2024-11-20"]],
  ["gpt-3.5-turbo", ["gpt-3.5-turbo-0125", "gpt-3.5-turbo-1106"]],
  ["o3-mini", ["o3-mini-2025-01-31"]],
  [
    "claude-3-5-sonnet",
    ["claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20241022", "claude-3-5-sonnet@20240620", "claude-3-5-sonnet-latest"],
  ],
  ["claude-sonnet-4", ["claude-sonnet-4-20250514", "claude-sonnet-4@20250514"]],
  ["anthropic.claude-3-haiku", ["anthropic.claude-3-haiku-20240307-v1:0"]],
  ["gemini-1.5-pro", ["gemini-1.5-pro-001", "gemini-1.5-pro-002", "gemini-1.5-pro-latest"]],
  ["gemini-2.5-flash-preview", ["gemini-2.5-flash-preview-05-20", "gemini-2.5-flash-preview-04-17"]],
  ["mistral-large", ["mistral-large-2402", "mistral-large-2407", "mistral-large-latest"]],
  ["command-r-plus", ["command-r-plus-08-2024"]],
  ["deepseek-v3", ["deepseek-v3-0324"]],
  ["qwen-max", ["qwen-max-2025-01-25", "qwen-max-latest"]],
  ["doubao-pro-32k", ["doubao-pro-32k-240828"]],
];
test("dated names of a model are its family, and families differ", () => {
  const said = (model: string): string => template(`The model ${model} is overloaded`);
  for (const [family, dated] of families)
    for (const model of [family, ...dated]) assert.equal(said(model), `The model ${family} is overloaded`);
});

test("what begins like a model's name and is none varies", () => {
  assert.equal(template("pod embed-worker-6d9f7c5b8-kx2pv is gone"), "pod embed-worker-<pod> is gone");
  assert.equal(template("pod llama-server-6d9f7c5b8-kx2pv is gone"), "pod llama-server-<pod> is gone");
  assert.equal(template("nova-api-17 and o1x7777"), "nova-api-<n> and o<n>x<n>");
});
