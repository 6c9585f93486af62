import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ensureBuild } from "#lib/cli/build.ts";
import { lockName } from "#lib/cli/lock.ts";
import { freePort } from "../support/free-port.ts";
import { patience } from "../support/patience.ts";
import { dataFolder, type Program, processesOf, startProgram } from "../support/start.ts";
import { until } from "../support/wait.ts";

await ensureBuild({ signal: new AbortController().signal });

const PORT = String(await freePort());
const DATA_DIR = dataFolder();
const origin = `http://127.0.0.1:${PORT}`;

const start = (): Program => startProgram("start.ts", { DATA_DIR, PORT, HOST: "127.0.0.1" });
const isReady = async (): Promise<boolean> => (await fetch(`${origin}/api/ready`).catch(() => undefined))?.ok ?? false;
const linkIn = (program: Program): string | undefined => /http:\S+\/setup\?token=\S+/.exec(program.out())?.[0];

test("one command brings everything up, says where, gives the one-time link, and Ctrl-C ends all of it", async () => {
  const program = start();
  const link = await until("the one-time link", () => linkIn(program), 60_000);
  assert.match(program.out(), new RegExp(`^Verdict listens on http://localhost:${PORT} .*ready after`, "m"));
  assert.match(program.out(), /No client secret of Sentry's yet/);
  const page = await fetch(link.replace("localhost", "127.0.0.1"));
  assert.equal(page.status, 200, await page.text());
  await until("worker and database to be ready", isReady);

  const second = start();
  assert.equal(await second.ended, "exit code 1");
  assert.match(second.err(), new RegExp(`process ${program.pid}, since .*, on port ${PORT}`));

  const began = performance.now();
  program.signal("SIGINT");
  assert.equal(await program.ended, "exit code 0");
  assert.ok(performance.now() - began < patience(15_000), `${performance.now() - began} ms`);
  assert.deepEqual(processesOf(DATA_DIR), []);
  assert.equal(existsSync(join(DATA_DIR, lockName)), false);
});

test("a second start finds everything as it was, with the same link and the same keys", async () => {
  const keys = ["seal.key", "auth.secret"].map((name) => readFileSync(join(DATA_DIR, name), "utf8"));
  const program = start();
  await until("the one-time link", () => linkIn(program), 60_000);
  assert.deepEqual(
    ["seal.key", "auth.secret"].map((name) => readFileSync(join(DATA_DIR, name), "utf8")),
    keys,
  );
  assert.ok(!program.out().includes("Building"), "what is built is not built again");
  program.signal("SIGTERM");
  assert.equal(await program.ended, "exit code 0");
  assert.deepEqual(processesOf(DATA_DIR), []);
});
