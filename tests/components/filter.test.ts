import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hrefOf, type IssueFilter, isFiltered, readFilter, toggled } from "#components/issues/filter.ts";

const paramsOf = (href: string): Record<string, string> => Object.fromEntries(new URLSearchParams(href.split("?")[1]));

test("known words are read, from a list or from repeated fields", () => {
  assert.deepEqual(readFilter({ severity: "high,critical" }), { sort: "last_seen", severity: ["critical", "high"] });
  assert.deepEqual(readFilter({ category: ["timeout", "network"], sort: "users" }), {
    sort: "users",
    category: ["timeout", "network"],
  });
});

test("what is not understood is left out, the rest stays", () => {
  const filter = readFilter({
    severity: "dreadful",
    status: "resolved,nonsense",
    sort: "worst",
    provisional: "perhaps",
    search: "  \0 ",
    cursor: "",
  });
  assert.deepEqual(filter, { sort: "last_seen", status: ["resolved"] });
});

test("no address breaks the list, whatever it holds", () => {
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string({ unit: "binary" })), fc.constant(undefined));
  const names = fc.constantFrom(
    "category",
    "severity",
    "status",
    "tier",
    "project",
    "environment",
    "installation",
    "search",
    "provisional",
    "corrected",
    "sort",
    "cursor",
    "__proto__",
    "x",
  );
  fc.assert(
    fc.property(fc.dictionary(names, value), (params) => {
      const filter = readFilter(params);
      for (const said of [filter.search, filter.project, filter.cursor]) {
        assert.ok(said === undefined || (said.isWellFormed() && !said.includes("\0") && said.length > 0 && said.length <= 500));
      }
      assert.deepEqual(readFilter(paramsOf(hrefOf(filter, { cursor: filter.cursor }))), filter);
    }),
  );
});

test("changing a filter leads back to the first page", () => {
  const filter: IssueFilter = { sort: "users", cursor: "abc", project: "api" };
  assert.equal(hrefOf(filter), "/issues?project=api&sort=users");
  assert.equal(hrefOf(filter, { project: undefined }), "/issues?sort=users");
  assert.equal(hrefOf({ sort: "last_seen" }), "/issues");
});

test("a word is added once and taken away again", () => {
  assert.deepEqual(toggled<string>(undefined, "high"), ["high"]);
  assert.deepEqual(toggled(["high", "low"], "high"), ["low"]);
  assert.equal(toggled(["high"], "high"), undefined);
});

test("order and page are no filters", () => {
  assert.equal(isFiltered({ sort: "users", cursor: "x" }), false);
  assert.equal(isFiltered({ sort: "users", search: "x" }), true);
});
