import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { alertEvent } from "#lib/channels/alert-event.ts";
import { slackMessage } from "#lib/channels/slack-blocks.ts";
import { smsText } from "#lib/channels/sms.ts";
import { plainText, wordsFor } from "#lib/channels/wording.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { messageFacts, messageOf } from "#lib/db/message-facts.ts";
import { AlertEvent } from "#lib/model/alert-event.ts";
import type { Notice } from "#lib/model/notice.ts";
import { type ChannelSpec, PolicyDocument } from "#lib/model/policy.ts";
import { emptySubject } from "#lib/model/subject.ts";
import { type Category, type Severity, severityRank } from "#lib/model/taxonomy.ts";
import { noticeFor } from "#lib/pipeline/notice.ts";
import { messageFaults, visible } from "../standins/slack-rules.ts";
import { ownTools } from "../support/tools.ts";

const tools = await ownTools({ PUBLIC_URL: "https://verdict.example", TIME_ZONE: "Asia/Tokyo" });
const { db } = tools;
const from = new Date("2026-11-29T00:00:00Z");
const until = new Date("2026-11-30T00:00:00Z");
const noon = new Date("2026-11-29T12:00:00Z");

const channels = [
  { name: "slack", kind: "slack" },
  { name: "mail", kind: "email", language: "ja", zone: "Asia/Tokyo" },
  { name: "morning", kind: "digest", to: ["slack", "mail"], at: "09:00" },
  { name: "projects", kind: "digest", to: ["slack"], at: "09:00", by: "project", language: "ko" },
] satisfies ChannelSpec[];
const document = PolicyDocument.parse({
  version: 1,
  hourly: 3,
  channels,
  policies: [{ name: "all", match: "*", ladder: [{ after: "0s", to: ["morning"] }] }],
});
await db.policyVersion.create({ data: { version: 1, document, byName: "test" } });
beforeEach(async () => {
  for (const table of [db.digestLine, db.incident, db.message]) await (table as typeof db.message).deleteMany();
});

interface Line {
  severity?: Severity;
  category?: Category;
  project?: string;
  message?: string;
  state?: string;
  times?: number;
  channel?: string;
  at?: Date;
}

/** Incidents as they stand, each with so many lines. */
async function gather(lines: readonly Line[]): Promise<string[]> {
  const made = lines.map(
    (line) => ({ severity: "medium", category: "timeout", project: "api", times: 1, ...line, id: uuidv7() }) as const,
  );
  await db.incident.createMany({
    data: made.map(({ id, severity, category, project, message = `error ${id}`, state = "open" }) => ({
      ...{ id, installationId: "default", policy: "all", groupKey: id, group: {}, documentVersion: 1, openedAt: from, state },
      severityRank: severityRank(severity),
      subject: { ...emptySubject, type: "SomeError", message, severity, category, project },
    })),
  });
  const rows: Prisma.DigestLineCreateManyInput[] = made.flatMap(
    ({ id, severity, category, project, times, channel = "morning", at = noon }) =>
      Array.from({ length: times }, () => ({
        ...{ id: uuidv7(), installationId: "default", channel, decisionId: uuidv7(), incidentId: id, category, project, at },
        ...{ severityRank: severityRank(severity), reason: "first" },
      })),
  );
  await db.digestLine.createMany({ data: rows });
  return made.map(({ id }) => id);
}

async function noticed(more: Partial<Prisma.MessageUncheckedCreateInput> = {}): Promise<Notice> {
  const id = uuidv7();
  const own = {
    id,
    installationId: "default",
    channel: "slack",
    reason: "digest",
    digest: "morning",
    linesFrom: from,
    linesUntil: until,
  };
  await db.message.create({ data: { ...own, createdAt: until, ...more } });
  const message = (await messageOf(db, id))!;
  return noticeFor(tools, await messageFacts(db, message), channels.find(({ name }) => name === message.channel) ?? {});
}
const sums = ({ digest }: Notice): number =>
  (digest?.groups ?? []).reduce((sum, { lines, more }) => sum + lines.length + more, 0);

test("one line an incident, as it stands now, by category, the worst first; each says how often it came and whether it is over", async () => {
  const [, key] = await gather([
    { category: "rate_limit", message: "slow down", times: 3 },
    { category: "authentication", severity: "critical", message: "wrong key\nsecond line" },
    { category: "rate_limit", severity: "high", message: "too many", state: "resolved" },
    { category: "timeout", severity: "low", message: "late", state: "acknowledged" },
  ]);
  const notice = await noticed();
  assert.deepEqual(
    [notice.kind, notice.severity, notice.digest?.total, notice.links.why],
    ["digest", "critical", 4, "https://verdict.example/decisions"],
  );
  assert.deepEqual(
    notice.digest?.groups.map(({ title, worst, lines }) => [
      title,
      worst,
      lines.map(({ line, count, state }) => [line, count, state]),
    ]),
    [
      ["Authentication", "critical", [["wrong key", 1, "open"]]],
      [
        "Rate limit",
        "high",
        [
          ["slow down", 3, "open"],
          ["too many", 1, "resolved"],
        ],
      ],
      ["Timeout", "low", [["late", 1, "acknowledged"]]],
    ],
  );
  assert.equal(notice.digest?.groups[0]?.lines[0]?.url, `https://verdict.example/incidents/${key}`);
  const text = plainText(wordsFor(notice));
  assert.match(text, /^Digest morning · ⬢ Critical · 4 incidents\n2026-11-29 09:00 GMT\+9 to 2026-11-30 09:00 GMT\+9\n/);
  for (const said of [
    /▲ High · Rate limit \(2\)\n- ◆ Medium · SomeError: slow down · Rate limit, api · 3×\n- ✓ Resolved · ▲ High · SomeError: too many/,
    /- Acknowledged · ● Low · SomeError: late/,
    /All decisions: https:\/\/verdict\.example\/decisions$/,
  ])
    assert.match(text, said);
});

test("only what came to this digest in its time is in it: from its beginning, before its end", async () => {
  await gather([
    { message: "at its beginning", at: from },
    { message: "at its end", at: until },
    { message: "before", at: new Date(from.getTime() - 1) },
    { message: "of another", channel: "projects" },
  ]);
  const { digest } = await noticed();
  assert.deepEqual(
    digest?.groups.flatMap(({ lines }) => lines.map(({ line }) => line)),
    ["at its beginning"],
  );
});

test("by project where the digest says so, in its language where the channel has none", async () => {
  await gather([
    { project: "web", channel: "projects" },
    { project: "api", severity: "high", channel: "projects" },
  ]);
  const notice = await noticed({ digest: "projects" });
  assert.deepEqual([notice.language, notice.zone], ["ko", "Asia/Tokyo"]);
  assert.deepEqual(
    notice.digest?.groups.map(({ title }) => title),
    ["api", "web"],
  );
  assert.match(wordsFor(notice).header, /^요약 projects · ▲ 높음 · 인시던트 2건$/);
  const mail = await noticed({ channel: "mail" });
  assert.deepEqual([mail.language, mail.digest?.total], ["ja", 0]);
});

test("a bundle says why it comes, and what is late says so", async () => {
  await gather([{ channel: "slack" }]);
  const bundle = await noticed({ digest: "slack", late: true });
  const { notes } = wordsFor(bundle);
  assert.deepEqual([bundle.digest?.bundle, bundle.digest?.late], [true, true]);
  assert.deepEqual(notes, [
    "More than 3 alerts in an hour: the rest comes together.",
    "This digest is late: Verdict was not running at its time.",
  ]);
  assert.deepEqual(wordsFor(await noticed()).notes, []);
});

test("what has no incident has a line of its own", async () => {
  const line = { installationId: "default", channel: "morning", severityRank: 1, reason: "first", at: noon };
  for (let n = 0; n < 2; n++) await db.digestLine.create({ data: { ...line, id: uuidv7(), decisionId: uuidv7() } });
  const { digest } = await noticed();
  assert.deepEqual([digest?.total, digest?.groups.map(({ title, lines }) => [title, lines.length])], [2, [["Unknown", 2]]]);
});

describe("five thousand incidents in a minute", () => {
  const categories = ["timeout", "network", "rate_limit", "database", "code_bug"] as const;
  const storm = (count: number): Line[] =>
    Array.from({ length: count }, (_, n) => ({
      category: categories[n % 5]!,
      severity: n % 100 === 0 ? "critical" : "medium",
      project: `project-${n % 40}`,
      message: `${n} ${"long text ".repeat(40)}`,
      channel: n % 2 ? "slack" : "projects",
    }));

  test("are all counted: what is shown and what is not adds up, in every form", async () => {
    await gather(storm(5000));
    for (const digest of ["slack", "projects"]) {
      const notice = await noticed({ digest, channel: "slack" });
      assert.equal(notice.digest?.total, 2500);
      assert.equal(sums(notice), 2500);
      assert.ok((notice.digest?.groups.length ?? 0) <= 12);
      const shown = notice.digest?.groups.flatMap(({ lines }) => lines) ?? [];
      assert.equal(shown.length, 40);
      const worst = new Set(shown.map(({ severity }) => severity));
      assert.ok(digest === "slack" || (worst.size === 1 && worst.has("critical")), "the worst are shown");
      const message = slackMessage(notice, { clickable: true });
      assert.deepEqual(messageFaults({ ...message, link_names: false, parse: "none" }), []);
      const seen = visible(message.blocks as never);
      const bullets = seen.split("\n").filter((line) => line === "• ").length;
      const more = [...seen.matchAll(/(?:and|외) ([\d,]+)(?: more|건)/g)].reduce(
        (sum, [, count]) => sum + Number(count?.replace(",", "")),
        0,
      );
      assert.ok(bullets >= 10, `${bullets} lines are shown`);
      assert.equal(bullets + more, 2500);
      AlertEvent.parse(JSON.parse(JSON.stringify(alertEvent(notice, until))));
      const sms = smsText(notice);
      const lines = sms.split("\n").filter((line) => /^- [✓⬢◆]/.test(line)).length;
      const rest = [...sms.matchAll(/^- (?:and|외) ([\d,]+)/gm)].reduce(
        (sum, [, count]) => sum + Number(count?.replace(",", "")),
        0,
      );
      assert.ok(sms.length <= 1600 && sms.endsWith("\nhttps://verdict.example/decisions"), sms);
      assert.equal(lines + rest, 2500, sms);
    }
  });
});
