import assert from "node:assert/strict";
import { test } from "node:test";
import { emptySubject } from "#lib/model/subject.ts";
import { linesOf, type Written } from "#lib/pipeline/message-rows.ts";

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 2, 9, 0, second));
const signal = { subject: { ...emptySubject, severity: "low" } };

/** What is said of a line is said as of its own time, whenever it is decided. */
const line = (second: number): Written =>
  ({
    taken: { signal, digest: null, decision: { lines: ["often"], incident: null } },
    row: { at: at(second) },
  }) as unknown as Written;
const digest = (second: number): Written =>
  ({
    taken: { signal: null, digest: { channel: "often", until: at(second) }, decision: { lines: [], incident: null } },
    row: { at: at(second) },
  }) as unknown as Written;

const secondsOf = (written: readonly Written[], since: Date | null): number[] => {
  const gatherings = since
    ? [{ channel: "often", carrier: "hook", since, dueAt: null, lines: 0, worst: null, sentAt: since }]
    : [];
  return linesOf(written, { gatherings }, () => "id").map((row) => row.at.getUTCSeconds());
};

test("a line that is decided late lies in a digest that is still to come", () => {
  assert.deepEqual(secondsOf([line(3), line(1)], at(2)), [3, 2]);
});

test("none lies before the first of all, from which the first digest counts", () => {
  assert.deepEqual(secondsOf([line(3), line(1), line(4)], null), [3, 3, 4]);
});

test("nor in a digest that went in the same turn", () => {
  assert.deepEqual(secondsOf([line(3), digest(5), line(4), line(6)], at(1)), [3, 5, 6]);
});
