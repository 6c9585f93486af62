import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { GET as issue } from "#app/api/v1/issues/[id]/route.ts";
import { GET as issues } from "#app/api/v1/issues/route.ts";
import { IssueDetail, IssueSummary } from "#lib/model/issue.ts";
import { ownDoors } from "../../support/doors.ts";
import { addIssue } from "../../support/issues.ts";

const { tools, ask } = await ownDoors();
for (let n = 1; n <= 5; n++) {
  const lastSeen = new Date(Date.UTC(2026, 10, 1, 12, n));
  await addIssue(tools.db, {
    sentryIssueId: `10${n}`,
    category: "rate_limit",
    issue: { lastSeen, url: `https://acme.sentry.io/issues/10${n}/` },
  });
}
const list = (query: string) => ask(issues, { path: `/api/v1/issues${query}`, as: "read" });

test("issues come page by page, the most recently seen first", async () => {
  const seen: string[] = [];
  let cursor = "";
  do {
    const { status, body } = await list(`?query=&cursor=${cursor}&limit=2`);
    assert.equal(status, 200);
    assert.deepEqual(Object.keys(body), ["issues", "next_cursor"]);
    seen.push(...body.issues.map((row: unknown) => IssueSummary.parse(row).id));
    cursor = body.next_cursor ?? "";
  } while (cursor);
  assert.deepEqual(seen, ["105", "104", "103", "102", "101"]);
});

test("an answer holds the promised fields and no others", async () => {
  const { body } = await list("?limit=1");
  const fields = [
    "id",
    "installation",
    "project",
    "title",
    "status",
    "url",
    "events",
    "users",
    "first_seen",
    "last_seen",
    "verdict",
  ];
  assert.deepEqual(Object.keys(body.issues[0]), [...fields, "short_id", "environment", "level", "corrected"]);
  const { body: one } = await ask(issue, { params: { id: "101" }, as: "read" });
  const history = ["verdicts", "corrections", "incident", "decisions", "messages"];
  assert.deepEqual(Object.keys(one), [...fields, "short_id", "environment", "level", "corrected", ...history]);
  assert.deepEqual(IssueDetail.parse(one), one);
  const verdict = ["category", "severity", "confidence", "should_retry", "retry_after_seconds", "root_cause", "fix_suggestion"];
  for (const name of [
    ...verdict,
    "requires_immediate_action",
    "estimated_fix_time",
    "tier",
    "model",
    "provisional",
    "evidence",
    "alternatives",
    "signature",
    "findings",
    "factors",
    "cost_usd",
    "latency_ms",
    "versions",
    "id",
    "verdict_id",
    "decided_at",
  ]) {
    assert.ok(name in one.verdict, name);
  }
});

test("a query chooses", async () => {
  const found = async (query: string) =>
    (await list(`?${new URLSearchParams({ query })}`)).body.issues.map(({ id }: { id: string }) => id);
  assert.deepEqual(await found("category:timeout"), []);
  assert.deepEqual(await found("category:rate_limit last_seen:<=2026-11-01T12:02:00Z"), ["102", "101"]);
  assert.deepEqual(await found('"message of 103" OR message:"of 104"'), ["104", "103"]);
});

test("a query that cannot be read is answered with where and what to write instead", async () => {
  const { status, body } = await list(`?${new URLSearchParams({ query: "is:new category:rate_limits" })}`);
  assert.equal(status, 400);
  assert.deepEqual([body.code, body.at], ["bad_request", 16]);
  assert.equal(body.detail, "query, at character 17: category has no word rate_limits: did you mean rate_limit?");
});

test("unknown parameters change nothing", async () => assert.equal((await list("?colour=red&limit=1")).status, 200));

const wrong = [
  "limit=0",
  "limit=101",
  "limit=1e9",
  "limit=-1",
  "limit=1.5",
  "limit=ten",
  "limit=1;DROP",
  "limit[gt]=1",
  "limit=1&limit=2",
  "limit[]=1",
  "cursor=x",
  "cursor=%00",
  "cursor[not]=",
  "cursor=eyJub3QiOiIifQ",
  "cursor=' OR 1=1 --",
  "query[contains]=a",
  "query=(",
  "query=message:/a/",
  "query=in:working-hours",
  `query=${"a".repeat(3000)}`,
  `cursor=${"A".repeat(5000)}`,
];
for (const query of wrong) {
  test(`?${query.slice(0, 40)} is a problem, not a failure`, async () => {
    const { status, body, headers } = await list(`?${query}`);
    assert.equal(status, 400);
    assert.equal(body.code, "bad_request");
    assert.match(headers.get("content-type")!, /^application\/problem\+json/);
  });
}

for (const id of ["999", "0", "x".repeat(65), "1' OR '1'='1", "\0", "../deliveries", "{}", "%00", "🦊", "[object Object]"]) {
  test(`there is no issue ${JSON.stringify(id).slice(0, 30)}`, async () => {
    const { status, body } = await ask(issue, { params: { id }, as: "read" });
    assert.equal(status, 404);
    assert.equal(body.code, "not_found");
  });
}

test("the installation can be named", async () => {
  await addIssue(tools.db, { sentryIssueId: "101", issue: { installationId: "second", lastSeen: new Date() } });
  const of = async (query: string) =>
    (await ask(issue, { path: `/api/v1/issues/101${query}`, params: { id: "101" }, as: "read" })).body;
  assert.equal((await of("")).installation, "second");
  assert.equal((await of("?installation=default")).installation, "default");
  assert.equal((await of("?installation=third")).status, 404);
  assert.equal((await of("?installation=%00")).status, 400);
});

test("whatever is asked for, no answer is a failure of ours", async () => {
  const word = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.constantFrom("limit", "cursor", "query", "limit[a]", "__proto__", "constructor", "installation"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(word, word), { maxLength: 4 }), word, async (pairs, id) => {
      const query = new URLSearchParams(
        pairs.map(([name, value]): [string, string] => [name.toWellFormed(), value.toWellFormed()]),
      );
      assert.ok((await list(`?${query}`)).status < 500);
      assert.ok((await ask(issue, { path: `/?${query}`, params: { id }, as: "read" })).status < 500);
    }),
    { numRuns: 100 },
  );
});
