import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bounded } from "#lib/sentry/reshape/bound.ts";
import { eventToReport } from "#lib/sentry/reshape/event.ts";
import { cpuMs } from "../../support/cpu-ms.ts";

const exception = (value: string, frames: unknown[] = []) => ({
  exception: { values: [{ type: "E", value, stacktrace: { frames } }] },
});

test("a message of a megabyte is cut, and the report says so", () => {
  const { report } = eventToReport(exception("x".repeat(1e6)));
  assert.ok(report.message.length <= 8192 && report.message.length > 7700);
  assert.equal(report.truncated, true);
  assert.equal(eventToReport(exception("x".repeat(8192))).report.truncated, false);
});

test("of very many frames those near the crash stay, and the application's own", () => {
  const frames = Array.from({ length: 300 }, (_, at) => ({
    filename: "a.py",
    function: `f${300 - at}`,
    in_app: (300 - at) % 10 === 0,
  }));
  const { report } = eventToReport(exception("deep", frames));
  const kept = report.frames.map((frame) => frame.function);
  assert.deepEqual(kept.slice(0, 62), [...Array.from({ length: 60 }, (_, at) => `f${at + 1}`), "f70", "f80"]);
  assert.equal(kept.at(-1), "f300");
  assert.ok(kept.length <= 100);
  assert.equal(report.truncated, true);
});

test("the newest fifty breadcrumbs stay, which cuts nothing of the error", () => {
  const values = Array.from({ length: 120 }, (_, at) => ({ message: `crumb ${at}` }));
  const { report } = eventToReport({ ...exception("e"), breadcrumbs: { values } });
  assert.deepEqual(
    [report.breadcrumbs.length, report.breadcrumbs[0]?.message, report.breadcrumbs.at(-1)?.message],
    [50, "crumb 70", "crumb 119"],
  );
  assert.equal(report.truncated, false);
});

test("tags, causes and names have their limits", () => {
  const values = Array.from({ length: 60 }, (_, at) => ({ type: `T${at}`.repeat(200), value: "v".repeat(9000) }));
  const tags = Array.from({ length: 5000 }, (_, at) => [`${at}-${"k".repeat(300)}`, "v".repeat(3000)]);
  const { report } = eventToReport({
    exception: { values },
    tags,
    transaction: "t".repeat(9000),
    contexts: { llm: { model: "m".repeat(9000) } },
  });
  assert.equal(report.chain.length, 20);
  assert.ok(report.chain.every(({ type, value }) => type.length <= 200 && value.length <= 4096));
  assert.equal(Object.keys(report.tags).length, 200);
  assert.ok(Object.entries(report.tags).every(([key, value]) => key.length <= 200 && value.length <= 200));
  assert.ok((report.transaction?.length ?? 0) <= 500 && (report.llm?.model?.length ?? 0) <= 200);
  assert.equal(report.truncated, true);
});

test("NUL and lone surrogates never arrive, a written \\u0000 does", () => {
  const { report } = eventToReport(
    JSON.parse('{"title":"bad\\u0000 a\\ud83d b\\ude00 c","tags":[["k\\u0000","v\\u0000"]],"culprit":"\\\\u0000"}'),
  );
  assert.equal(report.message, "bad a\uFFFD b\uFFFD c");
  assert.deepEqual(report.tags, { k: "v" });
  assert.equal(report.culprit, "\\u0000");
});

test("cut text is well-formed, within its limit, and else unchanged", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(20), (text, max) => {
      const cut = bounded(text, max);
      assert.ok(cut.length <= max && cut.isWellFormed() && !cut.includes("\0"));
      if (text.length <= max && text.isWellFormed() && !text.includes("\0")) assert.equal(cut, text);
    }),
  );
  assert.ok("ab".startsWith(bounded("ab🚦", 3)));
});

test("half a secret would not be known for one: the word that is cut goes", () => {
  const words = `${"word ".repeat(8)}postgres://admin:S3cretPassw0rd@host/db`;
  assert.equal(bounded(words, 66), "word ".repeat(8).trimEnd());
});

test("an event of megabytes is read in seconds at most", () => {
  const frames = Array.from({ length: 20_000 }, () => ({ filename: "f".repeat(200), lineno: 1 }));
  const manyKeys = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at]));
  const event = { ...exception("x".repeat(1e6), frames), contexts: manyKeys, tags: manyKeys, title: "T".repeat(1e6) };
  assert.ok(cpuMs(() => eventToReport(event)) < 5000);
});
