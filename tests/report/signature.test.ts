import assert from "node:assert/strict";
import { test } from "node:test";
import { emptyReport, type Frame, type Report } from "#lib/model/report.ts";
import { signature } from "#lib/report/signature.ts";

const frame = (file: string, fn: string | null, more: Partial<Frame> = {}): Frame => ({
  file,
  function: fn,
  line: 1,
  module: null,
  inApp: true,
  context: null,
  ...more,
});
const base: Report = {
  ...emptyReport,
  platform: "python",
  exceptionType: "RateLimitError",
  message: "Error code: 429 - Limit 30000, Used 28871",
  chain: [{ type: "HTTPStatusError", value: "429" }],
  frames: [
    frame("app/llm.py", "complete"),
    frame("app/answer.py", "answer"),
    frame("app/http.py", "handle"),
    frame("app/main.py", "main"),
  ],
  httpStatus: 429,
  code: "rate_limit_exceeded",
};
const hash = (change: Partial<Report> = {}): string => signature({ ...base, ...change }).hash;

test("a signature is 32 hex digits and the template", () => {
  assert.match(hash(), /^[0-9a-f]{32}$/);
  assert.equal(signature(base).template, "Error code: 429 - Limit <n>, Used <n>");
});

test("what changes from event to event or deploy to deploy does not change it", () => {
  const same: Partial<Report>[] = [
    { message: "Error code: 429 - Limit 60000, Used 59100" },
    { frames: base.frames.map((one) => ({ ...one, line: 999, context: "x" })) },
    { frames: [frame("lib/httpx.py", "send", { inApp: false }), ...base.frames] },
    { frames: base.frames.slice(0, 3).map((one) => ({ ...one, file: `/home/deploy-7/releases/42/${one.file}` })) },
    { chain: [{ type: "HTTPStatusError", value: "something else" }] },
    { release: "2.0.1", eventId: "a".repeat(32), users: 100, tags: { a: "b" }, environment: "staging" },
  ];
  for (const change of same) assert.equal(hash(change), hash(), JSON.stringify(change));
});

test("bundles keep their signature when their hashes and short names change", () => {
  const bundle = (file: string, fn: string) => hash({ platform: "javascript", frames: [frame(file, fn)] });
  assert.equal(
    bundle("https://x.com/_next/static/chunks/page-1a2b3c4d5e6f7a8b.js?v=1", "t"),
    bundle("https://cdn.y.com/chunks/page-99887766aabbccdd.js", "n"),
  );
  assert.equal(bundle("assets/index-DkY2b9a1.js", "async renderCart [as w]"), bundle("assets/index-Bz81xQ0c.js", "renderCart"));
  assert.notEqual(bundle("assets/index-DkY2b9a1.js", "renderCart"), bundle("assets/index-DkY2b9a1.js", "renderOrder"));
  assert.equal(
    hash({ frames: [frame("A.java", "A$$Lambda$245/0x00007fec8c1132f8.run")] }),
    hash({ frames: [frame("A.java", "A$$Lambda$12/0x00001111aaaa2222.run")] }),
  );
});

test("what makes it another error changes it", () => {
  const others: Partial<Report>[] = [
    { platform: "node" },
    { exceptionType: "APIError" },
    { message: "Error code: 500 - Limit 30000, Used 28871" },
    { chain: [{ type: "ConnectError", value: "" }] },
    { frames: base.frames.slice(1) },
    { httpStatus: 500 },
    { code: "insufficient_quota" },
  ];
  const hashes = new Set([hash(), ...others.map(hash)]);
  assert.equal(hashes.size, others.length + 1);
});

test("status and code that only the model's context tells count as well", () => {
  const llm = {
    provider: "openai",
    model: "gpt-4o",
    status: 429,
    code: "rate_limit_exceeded",
    requestId: null,
    retryCount: null,
    latencyMs: null,
    finishReason: null,
  };
  assert.equal(hash({ httpStatus: null, code: null, llm }), hash());
});
