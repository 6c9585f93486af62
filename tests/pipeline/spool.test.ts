import assert from "node:assert/strict";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import type { Arrival } from "#lib/model/arrival.ts";
import { Busy } from "#lib/model/errors.ts";
import { processMark } from "#lib/outside/process-mark.ts";
import { openSpool } from "#lib/pipeline/spool.ts";

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "verdict-spool-"));
  folders.push(made);
  return join(made, "spool");
}

function arrival(n = 0): Arrival {
  return {
    id: uuidv7(),
    installationId: "default",
    resource: "error",
    action: "created",
    state: "accepted",
    error: null,
    requestId: `r${n}`,
    skewSeconds: n,
    digest: Buffer.from([n]),
    issueId: null,
    size: 3,
    sealed: Buffer.from([n, 0, 255]),
    receivedAt: new Date(1_795_144_443_000 + n),
  };
}

const bad: string[] = [];
const open = (path: string, maxBytes = 1e9) => openSpool({ folder: path, maxBytes, onBadLine: (file) => bad.push(file) });

test("what was kept is handed over once, whole and in order, and then gone", async () => {
  const spool = open(folder());
  const kept = Array.from({ length: 120 }, (_, n) => arrival(n));
  await Promise.all(kept.map((each) => spool.keep(each)));
  assert.equal(spool.empty(), false);
  const seen: Arrival[] = [];
  assert.equal(await spool.drain(async (each) => seen.push(each)), 120);
  assert.deepEqual(seen, kept);
  assert.equal(spool.empty(), true);
  assert.equal(await spool.drain(async () => assert.fail("nothing is left")), 0);
});

test("what the database does not take stays, and what comes meanwhile is kept too", async () => {
  const spool = open(folder());
  await spool.keep(arrival(1));
  await assert.rejects(
    spool.drain(() => Promise.reject(new Busy("away"))),
    Busy,
  );
  await spool.keep(arrival(2));
  const seen: number[] = [];
  await spool.drain(async ({ skewSeconds }) => seen.push(skewSeconds ?? -1));
  assert.deepEqual(seen, [1, 2]);
});

test("a killed process leaves 20 entries, the last half written: 19 are replayed by the next, the half lies in spool.bad", async () => {
  const path = folder();
  const first = open(path);
  for (let n = 0; n < 20; n++) await first.keep(arrival(n));
  const [file] = readdirSync(path);
  const text = readFileSync(join(path, file!), "utf8");
  const dead = join(path, "4194304-1-00000000.1.jsonl"); // the mark of a process that is no more
  writeFileSync(dead, text.slice(0, text.lastIndexOf('"sealed"')));
  rmSync(join(path, file!));

  const seen: Arrival[] = [];
  assert.equal(await open(path).drain(async (each) => seen.push(each)), 19);
  assert.equal(seen.length, 19);
  assert.match(readFileSync(join(path, "spool.bad"), "utf8"), /"id":"[0-9a-f-]{36}"/);
  assert.ok(bad.includes("4194304-1-00000000.1.jsonl"));
  assert.equal(existsSync(dead), false);
});

test("a file of another process that lives is left to it", async () => {
  const path = folder();
  const spool = open(path);
  await spool.keep(arrival());
  const [file] = readdirSync(path);
  const theirs = join(path, `${processMark(process.ppid)}.1.jsonl`);
  renameSync(join(path, file!), theirs);
  assert.equal(await open(path).drain(async () => assert.fail("not ours")), 0);
  assert.equal(existsSync(theirs), true);
});

test("a process that only has the number of the one that died does not keep its file from being drained", async () => {
  const path = folder();
  mkdirSync(path, { recursive: true });
  const spool = open(path);
  await spool.keep(arrival());
  const [file] = readdirSync(path);
  renameSync(join(path, file!), join(path, `${process.pid}-1-00000000.1.jsonl`));
  assert.equal(await open(path).drain(async () => undefined), 1);
});

test("a full spool refuses, says why, and keeps what it has", async () => {
  const spool = open(folder(), 500);
  await spool.keep(arrival());
  await assert.rejects(spool.keep(arrival()), Busy);
  assert.match(spool.fault() ?? "", /full/);
  assert.equal(await spool.drain(async () => undefined), 1);
  await spool.keep(arrival());
  assert.equal(spool.fault(), null);
});

test("a disk that takes nothing refuses", async () => {
  const path = folder();
  writeFileSync(path, ""); // a file where the folder should be
  const spool = open(path);
  await assert.rejects(spool.keep(arrival()), Busy);
  assert.ok(spool.fault());
});

test("lines that are no arrivals never stop the others", async () => {
  const path = folder();
  const spool = open(path);
  await spool.keep(arrival(7));
  const [file] = readdirSync(path);
  appendFileSync(join(path, file!), '\n{"id":1}\nnonsense\n');
  chmodSync(path, 0o700);
  const seen: number[] = [];
  await spool.drain(async ({ skewSeconds }) => seen.push(skewSeconds ?? -1));
  assert.deepEqual(seen, [7]);
});
