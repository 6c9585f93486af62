import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { settingNames } from "#lib/pipeline/settings.ts";

const readme = readFileSync("README.md", "utf8");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Record<string, string> };
const all = (pattern: RegExp): string[] => [...new Set([...readme.matchAll(pattern)].map(([, found]) => found!))];

const named = [...all(/npm run ([a-z][a-z:-]*)/g), ...all(/npm (start|test)\b/g)];
for (const name of named)
  test(`the script ${name} exists`, () => assert.ok(scripts[name], `package.json has no script "${name}"`));

for (const command of all(/npm run verdict -- ([a-z]+)/g)) {
  test(`the command ${command} exists`, () =>
    assert.match(readFileSync("lib/cli/verdict.ts", "utf8"), new RegExp(`^ {2}${command}: `, "m")));
}

for (const path of all(/`((?:app|components|lib|prisma|tests|public)\/[^`\s]*)`/g)) {
  test(`${path} exists`, () => assert.ok(existsSync(path)));
}

for (const name of all(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|PORT|HOST)`/g)) {
  test(`the setting ${name} is read`, () => assert.ok(settingNames.includes(name)));
}

test("the test command is the one that the continuous integration runs", () => {
  assert.ok(readme.includes("npm ci && npm test"));
  assert.match(readFileSync(".ci/run", "utf8"), /^npm ci && npm test$/m);
});

test("enough is named that these tests mean something", () => assert.ok(named.length >= 8));
