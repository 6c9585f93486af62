import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import protectedNames from "#lib/report/protected.json" with { type: "json" };
import { redactText } from "#lib/report/redact.ts";
import { template } from "#lib/report/template.ts";
import { readCases } from "./secretCases.ts";

/** A message as it arrives, and what stays of it. */
const shapes: readonly (readonly [string, string])[] = [
  [
    "429 Rate limit reached for gpt-4o-2024-08-06 in organization org-w9zU9gTGkaPhuLxb5dOXTpEM on tokens per min (TPM): Limit 30000, Used 28871, Requested 2412. Please try again in 2.566s. Visit https://platform.openai.com/account/rate-limits?x=1",
    "429 Rate limit reached for gpt-4o in organization <id> on tokens per min (TPM): Limit <n>, Used <n>, Requested <n>. Please try again in <duration>. Visit <url>",
  ],
  [
    '400 {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 1012 tokens > 1000 maximum"},"request_id":"req_011CjYhipW8Cum0l2LQweB4i"}',
    '400 {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: <n> tokens > <n> maximum"},"request_id":<quoted>}',
  ],
  [
    "Error code: 429 - {'error': {'message': 'You exceeded your current quota', 'code': 'insufficient_quota'}}",
    "Error code: 429 - {'error':{'message':'You exceeded your current quota', 'code':'insufficient_quota'}}",
  ],
  ["connect ECONNREFUSED 10.2.3.4:5432", "connect ECONNREFUSED <ip>:5432"],
  ["connect ECONNREFUSED 10.2.3.4:54321", "connect ECONNREFUSED <ip>:<n>"],
  [
    "Error from https://api.openai.com/v1/files/file-abc123def?limit=5: 404 Not Found",
    "Error from https://api.openai.com/v1/files/<id>: 404 Not Found",
  ],
  [
    "attempt 3/5 failed at 2026-11-21T10:00:00Z for pod payments-api-7d9c6b5f4d-x2x9k",
    "attempt <n>/<n> failed at <time> for pod payments-api-<pod>",
  ],
  [
    "\u001b[31mFATAL\u001b[0m  process exited\n with code 137 (SIGKILL) after 11m14.784s",
    "FATAL process exited with code 137 (SIGKILL) after <duration>",
  ],
  ["Cannot read properties of undefined (reading 'total')", "Cannot read properties of undefined (reading <quoted>)"],
  ["SQLSTATE[42P01]: Undefined table; duplicate key (23505)", "SQLSTATE[42P01]: Undefined table; duplicate key (23505)"],
  ["Tried to allocate 20.00 MiB (GPU 0)", "Tried to allocate <size> (GPU <n>)"],
  [
    "trace 4bf92f3577b34da6a3ce929d0e0e4736 span 550e8400-e29b-41d4-a716-446655440000 at 0x7f8c1c2d3e50",
    "trace <hex> span <uuid> at <hex>",
  ],
  ["No such file: /home/jane/x.py", "No such file: <path>"],
  [
    "OSError('Tunnel connection failed: 407 Proxy Authentication Required') for 'bob'",
    "OSError('Tunnel connection failed: 407 Proxy Authentication Required') for <quoted>",
  ],
  [
    "claude-3-5-sonnet-20241022-v2:0, gpt-4-0613, gemini-1.5-pro-002, ft:gpt-4o-mini-2024-07-18:acme::a1b2",
    "claude-3-5-sonnet, gpt-4, gemini-1.5-pro, ft:gpt-4o-mini",
  ],
];
for (const [message, shape] of shapes)
  test(`template of ${message.slice(0, 60)}`, () => {
    assert.equal(template(message), shape);
    assert.equal(template(shape), shape);
  });

const messages = [...readCases("secrets").map(({ message }) => message), ...shapes.map(([message]) => message)];
const fragments = messages.flatMap((message) => message.split(/(?=[\s"'=:@/&;,(){}[\]\\])/));
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(...fragments, "<n>", "<", ">", '"', "'", '\\"', "404 ", "a1", "\ud83d"),
      fc.string({ unit: "binary", maxLength: 9 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));

test("a template is its own template, short and storable", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const shape = template(text);
      assert.equal(template(shape), shape);
      assert.ok(shape.length <= 300 && shape.isWellFormed() && !shape.includes("\0"));
    }),
    { numRuns: 3000, seed: 1 },
  );
});

const hex = (length: number) =>
  fc
    .string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length })
    .filter((text) => /\d/.test(text) && /[a-f]/.test(text));
const variable = fc.record({
  count: fc.nat(10_000_000),
  wait: fc.tuple(fc.nat(5000), fc.constantFrom("ms", "s", " seconds", "m", "h")).map(([n, unit]) => `${n}${unit}`),
  uuid: fc.uuid(),
  trace: hex(32),
  request: hex(24).map((id) => `req_${id}`),
  time: fc
    .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  address: fc.ipV4(),
  mail: fc.tuple(hex(6), hex(5)).map(([local, host]) => `u${local}@h${host}.com`),
  name: fc.string({ unit: fc.constantFrom(..."abcdefghij _"), minLength: 1, maxLength: 20 }),
  link: hex(8).map((id) => `https://files.example.org/${id}?q=${id}`),
});
type Variable = typeof variable extends fc.Arbitrary<infer T> ? T : never;
const written: readonly ((part: Variable) => string)[] = [
  ({ count, wait }) =>
    `429 Rate limit reached for gpt-4o on tokens per min (TPM): Limit ${count}, Used ${count}, Requested ${count}. Please try again in ${wait}.`,
  ({ uuid, trace, request }) => `500 The server had an error. Request ${request}, trace ${trace}, id ${uuid}`,
  ({ time, address, count }) => `at ${time}: connect ETIMEDOUT ${address}:443 after ${count} attempts`,
  ({ mail, name, link }) => `could not send to ${mail}: unknown variable '${name}', see ${link} for more`,
  ({ count, request }) =>
    `{"error":{"code":"context_length_exceeded","message":"maximum context length is ${count} tokens"},"used":${count},"request_id":"${request}"}`,
];
for (const [at, write] of written.entries())
  test(`messages equal up to their variable parts have equal templates (${at + 1})`, () => {
    fc.assert(
      fc.property(variable, variable, (one, other) => {
        assert.equal(template(write(one)), template(write(other)));
        assert.equal(template(redactText(write(one))), template(write(other)));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

const decisive = [
  "ECONNRESET",
  "DEADLINE_EXCEEDED",
  "SIGKILL",
  "RESOURCE_EXHAUSTED",
  "P2002",
  "ORA-28000",
  "E11000",
  "api.openai.com",
  "gpt-4o",
  "claude-3-5-sonnet",
  "o3-mini",
  "503 Service Unavailable",
  "finish_reason=length",
  "exit code 137",
  "SQLSTATE[42P01]",
  ...protectedNames.codes,
];
test("what decides a category survives, bare, quoted and in JSON", () => {
  for (const token of decisive)
    for (const message of [
      `call failed: ${token} after 3 tries`,
      `call failed ('${token}') for 17`,
      `{"code":"${token}","id":"a1b2"}`,
    ])
      assert.ok(template(message).includes(token), message);
});
