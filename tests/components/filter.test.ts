import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hrefOf, type IssueFilter, isFiltered, readFilter } from "#components/issues/filter.ts";
import { parseQuery } from "#lib/query/parse.ts";

const paramsOf = (href: string): Record<string, string> => Object.fromEntries(new URLSearchParams(href.split("?")[1]));

test("parameters that ask for one thing become the query that asks the same", () => {
  const asked: [Record<string, string | string[]>, string][] = [
    [{ category: "rate_limit" }, "category:rate_limit"],
    [{ severity: "high,critical" }, "(severity:critical OR severity:high)"],
    [{ category: ["timeout", "network"] }, "(category:timeout OR category:network)"],
    [{ project: "check out", environment: "production" }, 'project:"check out" environment:production'],
    [{ search: 'say "hi"' }, String.raw`"say \"hi\""`],
    [{ provisional: "true", corrected: "false" }, "is:provisional -is:corrected"],
    [{ query: "a OR b", tier: "human" }, "(a OR b) tier:human"],
    [{ query: "  age:<24h " }, "age:<24h"],
  ];
  for (const [params, query] of asked) assert.deepEqual(readFilter(params), { sort: "last_seen", query });
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
  assert.deepEqual(filter, { query: "status:resolved", sort: "last_seen" });
});

test("a query that cannot be read stays, for the page to say why", () => {
  assert.deepEqual(readFilter({ query: "catgory:timeout", sort: "users" }), { query: "catgory:timeout", sort: "users" });
  assert.equal(readFilter({ query: ["a", "b"] }).query, "");
});

test("no address breaks the list, whatever it holds", () => {
  const value = fc.oneof(fc.string({ unit: "binary" }), fc.array(fc.string({ unit: "binary" })), fc.constant(undefined));
  const names = fc.constantFrom(
    "query",
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
      for (const said of [filter.query, filter.cursor ?? ""]) assert.ok(said.isWellFormed() && !said.includes("\0"));
      const again = readFilter(paramsOf(hrefOf(filter, { ...(filter.cursor && { cursor: filter.cursor }) })));
      assert.deepEqual(again, filter);
    }),
  );
});

test("what an old address asks for can always be read", () => {
  const word = fc.string({ unit: "binary", maxLength: 60 });
  const names = fc.constantFrom("category", "severity", "status", "tier", "project", "environment", "installation", "search");
  fc.assert(
    fc.property(
      fc.dictionary(names, fc.oneof(word, fc.constantFrom("timeout", "high,low", 'a"b', "a\\", "-", "*"))),
      (params) => {
        const parsed = parseQuery(readFilter(params).query, "list");
        assert.ok(parsed.ok, JSON.stringify([params, parsed]));
      },
    ),
  );
});

test("changing a filter leads back to the first page", () => {
  const filter: IssueFilter = { sort: "users", cursor: "abc", query: "project:api" };
  assert.equal(hrefOf(filter), "/issues?query=project%3Aapi&sort=users");
  assert.equal(hrefOf(filter, { query: "" }), "/issues?sort=users");
  assert.equal(hrefOf({ sort: "last_seen", query: "" }), "/issues");
});

test("order and page are no filters", () => {
  assert.equal(isFiltered({ sort: "users", cursor: "x", query: "" }), false);
  assert.equal(isFiltered({ sort: "users", query: "x" }), true);
});
