import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { after, test } from "node:test";
import { lockName, tryLock } from "#lib/cli/lock.ts";
import { dataFolder, startProgram } from "../support/start.ts";

const taken = createServer();
const port = await new Promise<number>((done) =>
  taken.listen(0, "127.0.0.1", () => done((taken.address() as { port: number }).port)),
);
after(() => taken.close());

test("wrong settings end the start with every fault named and no value shown", async () => {
  const DATA_DIR = dataFolder();
  const program = startProgram("start.ts", {
    DATA_DIR,
    PORT: "eighty",
    SENTRY_CLIENT_SECRET: "too-short-secret",
    TIME_ZONE: "Mars/Base",
  });
  assert.equal(await program.ended, "exit code 1");
  for (const name of ["PORT", "SENTRY_CLIENT_SECRET", "TIME_ZONE"]) assert.match(program.err(), new RegExp(`^ {2}${name} `, "m"));
  assert.doesNotMatch(program.err(), /too-short-secret|^\s+at /m);
  assert.equal(existsSync(join(DATA_DIR, lockName)), false);
});

test("a second start in a folder says who holds it", async () => {
  const DATA_DIR = dataFolder();
  const lock = tryLock(join(DATA_DIR, lockName), 4711, new Date("2026-11-21T10:00:00Z"));
  const program = startProgram("start.ts", { DATA_DIR });
  assert.equal(await program.ended, "exit code 1");
  for (const said of [`process ${process.pid},`, "since 2026-11-21T10:00:00.000Z", "port 4711"])
    assert.ok(program.err().includes(said), program.err());
  assert.ok(lock.held);
  assert.ok(existsSync(join(DATA_DIR, lockName)), "the holder keeps its lock");
});

test("a taken port is named with a free one, and the folder is given back", async () => {
  const DATA_DIR = dataFolder();
  const program = startProgram("start.ts", { DATA_DIR, HOST: "127.0.0.1", PORT: String(port) });
  assert.equal(await program.ended, "exit code 1");
  const free = new RegExp(`^Port ${port} is taken\\. Try PORT=(\\d+) npm start$`, "m").exec(program.err())?.[1];
  assert.ok(Number(free) > port, program.err());
  assert.equal(existsSync(join(DATA_DIR, lockName)), false);
});

test("fault points keep strangers out, whatever HOST says", async () => {
  const program = startProgram("start.ts", {
    DATA_DIR: dataFolder(),
    HOST: "0.0.0.0",
    PORT: String(port),
    FAULT_POINTS: "save.before_commit=kill",
  });
  assert.equal(await program.ended, "exit code 1");
  assert.match(program.out(), /FAULT_POINTS is set.*127\.0\.0\.1/);
});

test("a folder that cannot be written is named, without a stack", async () => {
  const program = startProgram("start.ts", { DATA_DIR: "/dev/null/data" });
  assert.equal(await program.ended, "exit code 1");
  assert.match(program.err(), /^DATA_DIR \/dev\/null\/data cannot be written/);
  assert.doesNotMatch(program.err(), /^\s+at /m);
});

test("a HOST that is not of this machine is said", async () => {
  const program = startProgram("start.ts", { DATA_DIR: dataFolder(), HOST: "203.0.113.7" });
  assert.equal(await program.ended, "exit code 1");
  assert.match(program.err(), /HOST=203\.0\.113\.7.*not an address of this machine/);
});

for (const file of ["worker.ts", "web.ts"]) {
  test(`${file} alone needs a database and says where it gets one`, async () => {
    const program = startProgram(file, { DATA_DIR: dataFolder() });
    assert.equal(await program.ended, "exit code 1");
    assert.match(program.err(), /^There is no database: set DATABASE_URL/m);
  });
}
