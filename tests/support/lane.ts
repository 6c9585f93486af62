import { renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { patience } from "./patience.ts";

/**
 * A process that runs test files one after the other: `node lane.ts CLAIMS NAME MOST LIMIT-MS FILE…`. It takes the next file that no
 * other process has taken, MOST of them, and none after one that failed. What a file opens is closed by its own hooks when it ends.
 */
const [claims = "", name = "", most = "", limitMs = "", ...files] = process.argv.slice(2);
let taken = 0;
let failed = false;

/** Whether the file is ours: what says so can be made but once. */
function claim(n: number): boolean {
  try {
    writeFileSync(join(claims, String(n)), name, { flag: "wx" });
  } catch {
    return false;
  }
  const place = join(claims, `${name}.at`);
  writeFileSync(`${place}~`, `${process.pid} ${n}`);
  renameSync(`${place}~`, place);
  return true;
}

/** Told of each test, and of the file, when it ends. */
const look = (ended: unknown): void => {
  failed ||= !(ended as { passed: boolean }).passed;
};

for (const [n, file] of files.entries()) {
  if (failed || taken >= Number(most)) break;
  if (!claim(n)) continue;
  taken++;
  await test(file, { timeout: patience(Number(limitMs)) }, async (t) => {
    t.afterEach(look);
    t.after(look);
    await import(pathToFileURL(resolve(file)).href);
  });
}
