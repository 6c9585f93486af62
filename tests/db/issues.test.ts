import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { issueFacets } from "#lib/db/issue-facets.ts";
import { issueDetail, issuePage, listIssues } from "#lib/db/issues.ts";
import { BadInput } from "#lib/model/errors.ts";
import { IssueDetail, IssueSummary } from "#lib/model/issue.ts";
import { emptyReport, Report } from "#lib/model/report.ts";
import { parseQuery } from "#lib/query/parse.ts";
import type { Query } from "#lib/query/query.ts";
import { ownDatabase } from "../support/database.ts";
import { addIssue, addVerdict } from "../support/issues.ts";

const { db } = await ownDatabase();
const minute = (n: number): Date => new Date(Date.UTC(2026, 10, 1, 12, n));
const now = new Date(Date.UTC(2026, 10, 2));
const all = { now, sort: "last_seen", limit: 100 } as const;
function asked(text: string): Query {
  const parsed = parseQuery(text, "list");
  assert.ok(parsed.ok, text);
  return parsed.query;
}
const ids = ({ issues }: { issues: IssueSummary[] }): string[] => issues.map(({ id }) => id);

await addIssue(db, {
  sentryIssueId: "1",
  category: "timeout",
  severity: "low",
  issue: { lastSeen: minute(1), project: "checkout", environment: "production", users: 5, events: 90 },
});
await addIssue(db, {
  sentryIssueId: "2",
  category: "rate_limit",
  severity: "critical",
  tier: "human",
  issue: { lastSeen: minute(2), project: "checkout", environment: "staging", users: 50, corrected: true },
});
await addIssue(db, {
  sentryIssueId: "3",
  category: "rate_limit",
  severity: "high",
  issue: {
    lastSeen: minute(3),
    project: "search",
    environment: "production",
    status: "resolved",
    events: 7,
    title: "100% of calls_fail \\ here",
  },
  verdict: { provisional: true },
});
await addIssue(db, {
  sentryIssueId: "4",
  category: "code_bug",
  severity: "high",
  issue: { lastSeen: minute(3), title: "100 calls fail here", culprit: "Chat.Complete in app.py", installationId: "second" },
});
await db.issue.create({
  data: { id: uuidv7(), installationId: "default", sentryIssueId: "5", title: "Not judged yet", lastSeen: minute(0) },
});

const orders = {
  last_seen: ["4", "3", "2", "1", "5"],
  severity: ["2", "4", "3", "1", "5"],
  users: ["2", "1", "4", "3", "5"],
  events: ["1", "3", "4", "2", "5"],
} as const;
for (const [sort, order] of Object.entries(orders) as [keyof typeof orders, readonly string[]][]) {
  test(`by ${sort}, page after page, every issue comes once and in order`, async () => {
    assert.deepEqual(ids(await listIssues(db, { now, sort, limit: 100 })), order);
    for (const limit of [1, 2, 3, 5]) {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await listIssues(db, { now, sort, limit, ...(cursor && { cursor }) });
        seen.push(...ids(page));
        cursor = page.nextCursor;
      } while (cursor);
      assert.deepEqual(seen, order);
    }
  });
}

const everything = ["4", "3", "2", "1", "5"];
const queries: Record<string, readonly string[]> = {
  "": everything,
  "*": everything,
  "installation:second": ["4"],
  "category:rate_limit OR category:code_bug": ["4", "3", "2"],
  "severity:critical OR severity:low": ["2", "1"],
  "severity:>=high": ["4", "3", "2"],
  "severity:<high": ["1"],
  "-severity:<high": ["4", "3", "2", "5"],
  "status:resolved": ["3"],
  "environment:production": ["3", "1"],
  "environment:PRODUCTION": ["3", "1"],
  "environment:prod": [],
  "environment:prod*": ["3", "1"],
  "-environment:*": ["4", "5"],
  "project:checkout environment:staging": ["2"],
  "tier:human": ["2"],
  "is:provisional": ["3"],
  "is:corrected": ["2"],
  "-is:corrected installation:default": ["3", "1", "5"],
  CALLS: ["4", "3"],
  '"100%"': ["3"],
  calls_fail: ["3"],
  "100%*fail": ["3"],
  '" \\\\ "': ["3"],
  "chat.complete": ["4"],
  '"message of 2"': ["2"],
  'message:"not judged"': ["5"],
  '"\' OR 1=1 --"': [],
  'project:"\\u0000"': [],
  'project:"\\ud800"': [],
  "users:>=5": ["2", "1"],
  "users:[6 TO 50]": ["2"],
  "events:<90": ["3"],
  "confidence:>=90%": ["4", "3", "2", "1"],
  "retryable:no": [],
  "fix_time:<=1h": ["4", "3", "2", "1"],
  "needs_action:false -fix_time:>1h": ["4", "3", "2", "1"],
  "last_seen:>11h": everything,
  "last_seen:2026-11-01": everything,
  "last_seen:>=2026-11-01T12:03:00Z": ["4", "3"],
  "age:<24h": [],
};
for (const [text, expected] of Object.entries(queries)) {
  test(`${JSON.stringify(text)} shows ${expected.join(", ") || "nothing"}`, async () => {
    assert.deepEqual(ids(await listIssues(db, { ...all, query: asked(text) })), expected);
  });
}

test("rows are what the API promises, with the verdict that stands", async () => {
  const { issues } = await listIssues(db, all);
  for (const issue of issues) IssueSummary.parse(issue);
  const [first] = issues.filter(({ id }) => id === "2");
  assert.equal(first!.verdict!.severity, "critical");
  assert.equal(first!.verdict!.id, "2");
  assert.equal(first!.verdict!.cost_usd, 0.001234);
  assert.equal(issues.find(({ id }) => id === "5")!.verdict, null);
});

test("any words may be searched for", async () => {
  const words = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\\", "%", "_", "\\%", "'", "\ud800", "\0", "x".repeat(500)),
  );
  await fc.assert(
    fc.asyncProperty(words, async (words) => {
      if (words === "") return;
      const { issues } = await listIssues(db, { ...all, query: asked(JSON.stringify(words)) });
      for (const { id, title } of issues)
        assert.ok(`${title}Chat.Complete in app.pymessage of ${id}`.toLowerCase().includes(words.toLowerCase()));
    }),
    { numRuns: 60 },
  );
});

const written = async (): Promise<string> => (await listIssues(db, { now, sort: "severity", limit: 1 })).nextCursor!;
const encoded = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString("base64url");
const strangers: Record<string, string | (() => Promise<string>)> = {
  nothing: "",
  words: "' OR 1=1 --",
  "another list's": written,
  "half of one": async () => (await written()).slice(0, 20),
  "an object": encoded({ not: "" }),
  "a wrong id": encoded(["last_seen", [], "2026-11-01T12:00:00.000Z", "1"]),
  "a wrong time": encoded(["last_seen", [], "yesterday", uuidv7()]),
  "too much": "A".repeat(1_000_000),
};
for (const [what, cursor] of Object.entries(strangers)) {
  test(`${what} is not a cursor`, async () => {
    const given = typeof cursor === "string" ? cursor : await cursor();
    await assert.rejects(listIssues(db, { ...all, cursor: given }), BadInput);
  });
}

test("a number out of bounds in a cursor is not one either", async () => {
  for (const rank of [2 ** 31, -(2 ** 40), 0.5, "1", null]) {
    await assert.rejects(
      listIssues(db, { now, sort: "users", limit: 5, cursor: encoded(["users", [rank], "2026-11-01T12:00:00.000Z", uuidv7()]) }),
      BadInput,
    );
  }
});

test("facets count what a choice would show: each under the others' filters, not its own", async () => {
  const facets = await issueFacets(db, asked("category:rate_limit environment:production"), now);
  assert.deepEqual(facets, {
    category: { rate_limit: 1, timeout: 1 },
    severity: { high: 1 },
    status: { resolved: 1 },
    project: { search: 1 },
    environment: { production: 1, staging: 1 },
    tier: { rule: 1 },
  });
  assert.deepEqual((await issueFacets(db, asked(""), now)).severity, { critical: 1, high: 2, low: 1 });
  assert.deepEqual(await issueFacets(db, asked("nowhere"), now), {
    category: {},
    severity: {},
    status: {},
    project: {},
    environment: {},
    tier: {},
  });
});

test("an issue tells its history, newest first", async () => {
  const issueId = await addIssue(db, { sentryIssueId: "77", issue: { lastSeen: minute(9), note: "Sentry refused the token" } });
  const { verdictId: first } = await db.issue.findUniqueOrThrow({ where: { id: issueId } });
  const second = uuidv7();
  await addVerdict(db, {
    id: second,
    installationId: "default",
    issueId,
    signature: "signature of 77",
    category: "network",
    tier: "human",
    costMicros: 0,
  });
  await db.issue.update({
    where: { id: issueId },
    data: { verdictId: second, category: "network", tier: "human", corrected: true },
  });
  const said = {
    agree: false,
    category: "network",
    severity: null,
    reason: "seen it before",
    wasCategory: "timeout",
    wasSeverity: "medium",
    wasTier: "rule",
  };
  await db.correction.create({
    data: {
      id: uuidv7(),
      installationId: "default",
      issueId,
      signature: "signature of 77",
      verdictId: first!,
      byId: "u1",
      byName: "Anna",
      ...said,
    },
  });

  const detail = IssueDetail.parse(await issueDetail(db, "77"));
  assert.equal(detail.verdict!.verdict_id, second);
  assert.deepEqual(
    detail.verdicts.map(({ verdict_id }) => verdict_id),
    [second, first],
  );
  assert.deepEqual(
    { ...detail.corrections[0], id: "", at: "" },
    {
      id: "",
      at: "",
      by: "Anna",
      agree: false,
      category: "network",
      severity: null,
      reason: "seen it before",
      was: { category: "timeout", severity: "medium", tier: "rule" },
    },
  );

  const page = (await issuePage(db, "77"))!;
  assert.deepEqual(page.issue, detail);
  assert.deepEqual(page.report, { ...emptyReport, message: "message of 77" });
  assert.deepEqual(page.signature, { hash: "signature of 77", template: "message of <n>", occurrences: 3 });
  assert.equal(page.note, "Sentry refused the token");
});

test("a report of an earlier release, or none, still makes a page", async () => {
  const issueId = await addIssue(db, { sentryIssueId: "78" });
  const { reportId } = await db.issue.findUniqueOrThrow({ where: { id: issueId } });
  await db.report.update({ where: { id: reportId! }, data: { data: { message: "old" } } });
  assert.deepEqual((await issuePage(db, "78"))!.report, Report.parse({ ...emptyReport, message: "old" }));
  await db.report.delete({ where: { id: reportId! } });
  assert.equal((await issuePage(db, "78"))!.report, null);
});

test("of two installations with the same issue, the one that saw it last answers, unless one is named", async () => {
  await addIssue(db, { sentryIssueId: "79", issue: { installationId: "older", lastSeen: minute(20) } });
  await addIssue(db, { sentryIssueId: "79", issue: { installationId: "newer", lastSeen: minute(30) } });
  assert.equal((await issueDetail(db, "79"))!.installation, "newer");
  assert.equal((await issueDetail(db, "79", "older"))!.installation, "older");
  assert.equal(await issueDetail(db, "79", "another"), null);
  assert.equal(await issueDetail(db, "80"), null);
  assert.equal(await issuePage(db, "80"), null);
});
