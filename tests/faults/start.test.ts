import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { ensureBuild } from "#lib/cli/build.ts";
import { freePort } from "../support/free-port.ts";
import { dataFolder, type Program, processesOf, startProgram } from "../support/start.ts";
import { until } from "../support/wait.ts";

await ensureBuild({ signal: new AbortController().signal });

interface Site {
  start: (env?: Record<string, string>) => Program;
  ask: (path: string) => Promise<number | undefined>;
  ready: () => Promise<unknown>;
  /** The process of ours whose command holds this. */
  pid: (command: string) => number;
  folder: string;
  port: number;
}

async function site(): Promise<Site> {
  const [folder, port] = [dataFolder(), await freePort()];
  const ask = async (path: string): Promise<number | undefined> =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual" }).catch(() => undefined))?.status;
  return {
    folder,
    port,
    ask,
    start: (env = {}) => startProgram("start.ts", { DATA_DIR: folder, PORT: String(port), HOST: "127.0.0.1", ...env }),
    ready: () => until("readiness", async () => (await ask("/api/ready")) === 200, 60_000),
    pid: (command) =>
      processesOf(folder).find((process) => process.command.includes(command))?.pid ?? assert.fail(`no process ${command}`),
  };
}

async function end(program: Program, folder: string): Promise<void> {
  program.signal("SIGTERM");
  assert.equal(await program.ended, "exit code 0");
  assert.deepEqual(processesOf(folder), []);
}

test("web, worker and database are started again when they are killed", async () => {
  const { start, ready, pid, folder } = await site();
  const program = start();
  await ready();
  for (const [name, command] of [
    ["web", "next-server"],
    ["worker", "worker.ts"],
    ["database", `-D ${folder}`],
  ] as const) {
    const before = pid(command);
    process.kill(before, "SIGKILL");
    await until(`the ${name} to be missed`, () => program.out().includes(`The ${name} ended (signal SIGKILL)`), 30_000);
    await until(
      `another ${name}`,
      () => processesOf(folder).some((one) => one.command.includes(command) && one.pid !== before),
      30_000,
    );
    await ready();
  }
  await end(program, folder);
});

test("when the supervisor is killed its processes end by themselves, and the next start recovers what it left", async () => {
  const { start, ready, pid, folder } = await site();
  const first = start();
  await ready();
  const left = [pid("next-server"), pid("worker.ts")];
  first.signal("SIGKILL");
  await first.ended;
  const second = start();
  await ready();
  const alive = processesOf(folder).map((process) => process.pid);
  assert.deepEqual(
    left.filter((one) => alive.includes(one)),
    [],
  );
  await end(second, folder);
});

test("everything killed at once is no obstacle to the next start", async () => {
  const { start, ready, folder } = await site();
  const first = start();
  await ready();
  for (const { pid } of processesOf(folder)) process.kill(pid, "SIGKILL");
  await first.ended;
  const second = start();
  await ready();
  await end(second, folder);
});

test("a start is stopped at any moment, with nothing left", async () => {
  const { start, ready, folder } = await site();
  const first = start();
  await ready();
  await end(first, folder);
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"] as const) {
    const program = start();
    await until("the database to start", () => processesOf(folder).length > 1, 30_000);
    program.signal(signal);
    assert.equal(await program.ended, "exit code 0");
    assert.deepEqual(processesOf(folder), []);
  }
});

test("a second signal hurries, also past a request that does not end", async () => {
  const { start, ready, folder, port } = await site();
  const program = start();
  await ready();
  const stuck = connect(port, "127.0.0.1").on("error", () => undefined);
  stuck.write("POST /api/sentry/webhook HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
  await until("the request to arrive", () => stuck.bytesWritten > 0);
  program.signal("SIGTERM");
  await until("the stop to begin", () => program.out().includes("Stopping."));
  await until("the echo of Ctrl-C to be over", sinceNow(400));
  const began = performance.now();
  program.signal("SIGTERM");
  assert.equal(await program.ended, "exit code 0");
  assert.ok(performance.now() - began < 2500, `${performance.now() - began} ms`);
  assert.deepEqual(processesOf(folder), []);
});

function sinceNow(ms: number): () => boolean {
  const began = performance.now();
  return () => performance.now() - began > ms;
}

test("with the database away the web is alive and not ready, and nothing loops", async () => {
  const { start, ask, folder } = await site();
  const away = await freePort();
  const program = start({ DATABASE_URL: `postgresql://nobody:pa55word@127.0.0.1:${away}/none` });
  await until("the web to answer", async () => (await ask("/api/health")) === 200, 60_000);
  assert.equal(await ask("/api/ready"), 503);
  await until("a second try", sinceNow(3000));
  assert.equal(program.out().match(/The database is not ready/g)?.length, 1);
  assert.doesNotMatch(program.out() + program.err(), /pa55word| ended \(/);
  await end(program, folder);
});

test("five hundred slow senders are cut off within thirty seconds, and honest ones do not notice", async () => {
  const { start, ready, ask, folder, port } = await site();
  const program = start();
  await ready();
  const began = performance.now();
  const slow = Array.from({ length: 500 }, (_, n) => {
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    socket.resume();
    socket.write(
      n % 2 ? "GET / HTTP/1.1\r\nHost: x\r\n" : "POST /api/sentry/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
    );
    return socket;
  });
  const closed = slow.map((socket) => new Promise<number>((done) => socket.on("close", () => done(performance.now() - began))));
  await until("all of them to be connected", () => slow.every(({ connecting }) => !connecting));
  const asked = performance.now();
  assert.equal(await ask("/api/health"), 200);
  assert.ok(performance.now() - asked < 1000, `${performance.now() - asked} ms`);
  assert.ok(Math.max(...(await Promise.all(closed))) < 30_000);
  await end(program, folder);
});
