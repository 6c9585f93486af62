import assert from "node:assert/strict";
import { before, test } from "node:test";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import type { Prisma } from "#lib/db/generated/client.ts";
import { issueFacets } from "#lib/db/issue-facets.ts";
import { listIssues } from "#lib/db/issues.ts";
import { emptyReport } from "#lib/model/report.ts";
import type { FlagName, Subject } from "#lib/model/subject.ts";
import { severityRank } from "#lib/model/taxonomy.ts";
import { matches } from "#lib/query/evaluate.ts";
import { asked, now, subjects, texts } from "../query/subjects.ts";
import { ownDatabase } from "../support/database.ts";
import { addIssue } from "../support/issues.ts";

const { db } = await ownDatabase();
const substatuses: readonly FlagName[] = ["new", "regressed", "escalating"];

/** The error as rows can say it: an issue has one substatus, was seen, and without a verdict has none of its fields. */
function asRowsSay(subject: Subject): Subject {
  const [substatus] = substatuses.filter((flag) => subject.flags.includes(flag));
  const flags = subject.flags.filter(
    (flag) => flag === substatus || (!substatuses.includes(flag) && !["overdue", "floor"].includes(flag)),
  );
  const verdict = {
    confidence: subject.confidence ?? 0.9,
    retryable: subject.retryable ?? true,
    needs_action: subject.needs_action ?? false,
    fix_time: subject.fix_time ?? "1h",
  } as const;
  return { ...subject, ...verdict, flags, last_seen: subject.last_seen ?? now.toISOString() };
}

const dateOf = (at: string | null): Date | null => (at ? new Date(at) : null);

const reportOf = (s: Subject): Prisma.InputJsonObject => ({
  ...emptyReport,
  message: s.message,
  exceptionType: s.type,
  release: s.release,
  service: s.service,
  region: s.region,
  transaction: s.transaction,
  unhandled: s.flags.includes("unhandled"),
  tags: s.tags,
  llm: {
    provider: s.provider,
    model: s.llm_model,
    status: s.llm_status,
    code: null,
    requestId: null,
    retryCount: null,
    latencyMs: null,
    finishReason: null,
  },
});

async function store(s: Subject, at: number): Promise<void> {
  const has = (flag: FlagName): boolean => s.flags.includes(flag);
  const issueId = await addIssue(db, {
    sentryIssueId: String(at),
    issue: {
      title: s.message,
      category: s.category,
      severityRank: s.severity && severityRank(s.severity),
      tier: s.tier,
      project: s.project,
      environment: s.environment,
      level: s.level,
      platform: s.platform,
      assignee: s.owner,
      users: s.users,
      events: s.events,
      signature: s.signature,
      firstSeen: dateOf(s.first_seen),
      lastSeen: dateOf(s.last_seen) ?? now,
      provisional: has("provisional"),
      corrected: has("corrected"),
      substatus: substatuses.find(has) ?? null,
    },
    verdict: {
      confidence: s.confidence ?? 0,
      shouldRetry: s.retryable ?? false,
      requiresImmediateAction: s.needs_action ?? false,
      estimatedFixTime: s.fix_time ?? "1h",
    },
  });
  await db.report.updateMany({ where: { issueId }, data: { data: reportOf(s) } });
  const of = { installationId: "default", issueId };
  if (s.signal)
    for (const kind of ["created", s.signal])
      await db.signal.create({ data: { id: uuidv7(), ...of, kind, at: now, subject: {} } });
  for (const reason of has("silenced") ? ["first", "silenced"] : ["silenced", "first"])
    await db.decision.create({
      data: { id: uuidv7(), ...of, action: "none", reason, to: [], skipped: [], documentVersion: 1, at: now },
    });
}

const stored = fc.sample(subjects, { numRuns: 80, seed: 7 }).map(asRowsSay);
before(async () => {
  for (const [at, subject] of stored.entries()) await store(subject, at);
});

function inMemory(text: string): string[] {
  const query = asked(text, "list");
  return stored.flatMap((subject, at) => (matches(query, subject, { now }) ? [String(at)] : []));
}
async function inRows(text: string): Promise<string[]> {
  const { issues } = await listIssues(db, { query: asked(text, "list"), now, sort: "last_seen", limit: 100 });
  return issues.map(({ id }) => id).sort((a, b) => Number(a) - Number(b));
}

test("of the stored errors the database finds those of which a query is true", async () => {
  await fc.assert(
    fc.asyncProperty(texts, async (text) => assert.deepEqual(await inRows(text), inMemory(text), text)),
    { numRuns: 300 },
  );
});

test("the sample is telling: many queries find some and not all", () => {
  const some = fc.sample(texts, { numRuns: 200, seed: 1 }).filter((text) => {
    const found = inMemory(text).length;
    return found > 0 && found < stored.length;
  });
  assert.ok(some.length > 80, `${some.length} of 200`);
});

test("facets count what the list would show", async () => {
  await fc.assert(
    fc.asyncProperty(
      texts.filter((text) => !text.includes("tier:")),
      async (text) => {
        const { tier } = await issueFacets(db, asked(`(${text}) tier:human`, "list"), now);
        for (const [word, count] of Object.entries(tier)) assert.equal((await inRows(`(${text}) tier:${word}`)).length, count);
      },
    ),
    { numRuns: 20 },
  );
});

test("the status of a request stands in for that of the call to the model", async () => {
  const issueId = await addIssue(db, { sentryIssueId: "901", issue: { installationId: "http" } });
  await db.report.updateMany({ where: { issueId }, data: { data: { ...emptyReport, message: "x", httpStatus: 503 } } });
  assert.deepEqual(await inRows("installation:http llm.status:>=500"), ["901"]);
});

test("an issue without report and verdict is found by what its row says", async () => {
  await db.issue.create({
    data: { id: uuidv7(), installationId: "bare", sentryIssueId: "900", title: "Bare bones", lastSeen: now },
  });
  for (const text of ["bones", "message:bones", "status:unresolved", "-release:*", "-confidence:>0", "-retryable:true"])
    assert.deepEqual(await inRows(`installation:bare ${text}`), ["900"], text);
  for (const text of [
    "release:*",
    "confidence:>=0",
    "retryable:false",
    "type:*",
    "severity:<=critical",
    "is:unhandled",
    "signal:created",
  ])
    assert.deepEqual(await inRows(`installation:bare ${text}`), [], text);
});
