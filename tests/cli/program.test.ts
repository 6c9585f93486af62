import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { test } from "node:test";

const program = new URL("../../lib/cli/program.ts", import.meta.url).href;

/** A program that writes more than any pipe holds, and is at its end. */
const start = () =>
  spawn(process.execPath, [
    "--input-type=module",
    "-e",
    `import { leave } from ${JSON.stringify(program)}; process.stdout.write("x".repeat(4_000_000)); await leave(Promise.resolve(3));`,
  ]);

test("a reader that is slower than the program gets all of it", async () => {
  const child = start();
  const [out, [status]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  assert.deepEqual([out.length, status], [4_000_000, 3]);
});

test("a reader that leaves does not keep the program", async () => {
  const child = start();
  await once(child.stdout, "readable");
  child.stdout.destroy();
  const [status, signal] = await once(child, "exit");
  assert.equal(signal, null);
  assert.equal(status, 3);
});
