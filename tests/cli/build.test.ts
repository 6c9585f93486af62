import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { hashOfSources } from "#lib/cli/build.ts";

const folder = mkdtempSync(join(tmpdir(), "verdict-build-"));
after(() => rmSync(folder, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

const sources = [
  "app/page.tsx",
  "app/(signed-in)/globals.css",
  "components/ui/a.tsx",
  "lib/model/deep/er/b.ts",
  "lib/i18n/messages/en.json",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "package-lock.json",
  "tsconfig.json",
  "postcss.config.mjs",
  "prisma/schema.prisma",
];
for (const path of sources) put(path, "before");
let last = hashOfSources(folder);

for (const path of sources) {
  test(`a change of ${path} asks for a build`, () => {
    put(path, "after");
    const next = hashOfSources(folder);
    assert.notEqual(next, last);
    last = next;
  });
}

test("a renamed file asks for a build", () => {
  renameSync(join(folder, "components/ui/a.tsx"), join(folder, "components/ui/z.tsx"));
  assert.notEqual(hashOfSources(folder), last);
});

test("what is generated, tests and data do not", () => {
  const before = hashOfSources(folder);
  for (const path of ["lib/db/generated/client.ts", ".next/build.json", "tests/a.test.ts", ".data/verdict.lock", "README.md"])
    put(path, "new");
  assert.equal(hashOfSources(folder), before);
});
