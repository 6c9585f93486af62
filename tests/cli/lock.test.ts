import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { holderOf, type Lock, tryLock } from "#lib/cli/lock.ts";
import { processMark } from "#lib/outside/process-mark.ts";

const now = new Date("2026-11-21T10:00:00Z");
let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "verdict lock "));
  path = join(folder, "deep", "verdict.lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function taken(lock: Lock): Extract<Lock, { held: true }> {
  assert.ok(lock.held);
  return lock;
}

/** A process that lives as long as this test file does, and is not it. */
const other = process.ppid;
const written = (holder: object): void =>
  writeFileSync(path, JSON.stringify({ since: now.toISOString(), port: 3000, ...holder }));

test("the lock is taken once, names its holder and can be given back", () => {
  const { release, tookOver } = taken(tryLock(path, 3000, now));
  assert.equal(tookOver, false);
  assert.deepEqual(readdirSync(join(folder, "deep")), ["verdict.lock"]);
  release();
  assert.deepEqual(readdirSync(join(folder, "deep")), []);
});

test("a living process keeps its lock", () => {
  taken(tryLock(path, 3000, now));
  written({ pid: other, mark: processMark(other) });
  assert.deepEqual(tryLock(path, 1, now), {
    held: false,
    by: { pid: other, mark: processMark(other), since: now.toISOString(), port: 3000 },
  });
  assert.equal(holderOf(path)?.pid, other);
});

test("a process that is no more holds nothing", () => {
  const { pid } = spawnSync(process.execPath, ["--version"]);
  taken(tryLock(path, 3000, now));
  written({ pid, mark: `${pid}-1-1` });
  assert.equal(holderOf(path), undefined);
  assert.equal(taken(tryLock(path, 3000, now)).tookOver, true);
});

test("another program that got the number of the dead one holds nothing", () => {
  taken(tryLock(path, 3000, now));
  written({ pid: other, mark: `${other}-1-1` });
  assert.equal(taken(tryLock(path, 3000, now)).tookOver, true);
});

test("half a lock, cut off by a power cut, holds nothing", () => {
  taken(tryLock(path, 3000, now));
  writeFileSync(path, '{"pid": 1');
  assert.equal(taken(tryLock(path, 3000, now)).tookOver, true);
});

test("who was taken over does not give back the lock of its successor", () => {
  const { release } = taken(tryLock(path, 3000, now));
  written({ pid: other, mark: processMark(other) });
  release();
  assert.equal(holderOf(path)?.pid, other);
});
