import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { applyPatch } from "diff";
import { PolicyDocument } from "#lib/model/policy.ts";
import { yamlDiff } from "#lib/pipeline/policy-diff.ts";
import { readPolicies } from "#lib/pipeline/policy-text.ts";
import { readYaml, writeYaml } from "#lib/pipeline/policy-yaml.ts";
import { cpuMs } from "../support/cpu-ms.ts";

describe("a text that is no document", () => {
  const letters = 262_000;
  const filledWith = (part: string): string => part.repeat(letters / part.length);
  const hostile: Record<string, [string, number | null]> = {
    commas: [`a: [${filledWith(",")}`.slice(0, letters), 1],
    tags: [filledWith("!!x "), 1],
    brackets: [filledWith("["), 1],
    maps: [filledWith("{a: "), 1],
    lists: [filledWith("- "), 1],
    "lone colons": [filledWith("a\n: b\n"), 2],
    "documents without end": [filledWith("--- a\n"), 2],
    "brackets that do not fit": [filledWith("a: [}\n"), 1],
  };
  for (const [name, [text, line]] of Object.entries(hostile))
    test(`is refused at its first fault: ${name}`, () => {
      const took = cpuMs(() => {
        const read = readPolicies(text);
        assert.ok(!read.ok);
        assert.equal(read.faults.length, 1);
        assert.match(read.faults[0]?.message ?? "", /^The text is not YAML that can be read: \S/);
        assert.equal(read.faults[0]?.line, line);
      });
      assert.ok(took < 8000, `${took} ms`);
    });

  const small: [string, string, number, RegExp][] = [
    ["a name that stands twice", "version: 1\npolicies: []\nversion: 1\n", 3, /: version stands twice: keep one$/],
    ["one within a list", "version: 1\npolicies:\n  - name: a\n    match: x\n    name: b\n", 5, /: name stands twice: keep one$/],
    ["a tag that says nothing here", "version: 1\npolicies: !!python/object x\n", 2, /: Unresolved tag: /],
    ["a second document", "version: 1\n---\nversion: 1\n", 2, /: There are several documents: one is meant$/],
  ];
  for (const [name, text, line, message] of small)
    test(`is refused at the line of its fault, for the API too: ${name}`, () => {
      const read = readPolicies(text);
      assert.ok(!read.ok);
      assert.match(read.faults[0]?.message ?? "", message);
      assert.equal(read.faults[0]?.line, line);
      assert.throws(() => readYaml(text), new RegExp(`read, from line ${line} on: `));
    });

  test("brackets in words nest nothing", () => {
    const read = readPolicies(`version: 1\npolicies:\n  - name: "${"[".repeat(70)}"\n    match: |-\n      *\n    ladder: []\n`);
    assert.ok(!read.ok);
    assert.deepEqual(
      read.faults.map(({ path, line }) => [path, line]),
      [["policies[0].ladder", 6]],
    );
  });
});

const large = (mark: string) =>
  PolicyDocument.parse({
    version: 1,
    channels: [{ name: "slack", kind: "slack" }],
    policies: Array.from({ length: 200 }, (_, n) => ({
      name: `${mark}${n}`,
      match: `message:${mark}${n}`,
      ladder: Array.from({ length: 20 }, (__, step) => ({ after: `${mark.length * (step + 1)}s`, to: ["slack"] })),
    })),
  });

test("two documents that have nothing in common are compared at once: all of one goes, all of the other comes", () => {
  const [a, b] = [large("a"), large("bb")];
  let diff = "";
  const took = cpuMs(() => {
    diff = yamlDiff({ name: "a", document: a }, { name: "b", document: b });
  });
  assert.ok(took < 8000, `${took} ms`);
  assert.match(diff, /^--- a\n\+\+\+ b\n@@ -1,\d+ \+1,\d+ @@\n-/);
  assert.equal(applyPatch(writeYaml(a), diff), writeYaml(b));
});
