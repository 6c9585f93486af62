import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { root } from "#lib/cli/child.ts";

const grouped = "/proc/self/autogroup";
const nice = /nice (\S+)/;
const program = `
  import { readFileSync } from "node:fs";
  import { getPriority } from "node:os";
  import { stepBack } from ${JSON.stringify(pathToFileURL(`${root}/lib/cli/step-back.ts`).href)};
  stepBack(5);
  console.log(getPriority(), ${nice}.exec(readFileSync("${grouped}", "utf8"))?.[1] ?? "none");`;
const args = ["--input-type=module", "--eval", program];
const skip = !existsSync(grouped);

test("who leads a session steps back with it, so that other sessions go first", { skip }, async () => {
  const child = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  assert.equal((await text(child.stdout)).trim(), "5 5");
});

test("who shares a session leaves the others of it their place", { skip }, async () => {
  // The session that a machine begins with is in no group.
  const before = nice.exec(readFileSync(grouped, "utf8"))?.[1] ?? "none";
  const { stdout } = await promisify(execFile)(process.execPath, args);
  assert.equal(stdout.trim(), `5 ${before}`);
});
