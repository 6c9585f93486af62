import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { notify } from "#lib/pipeline/notify.ts";
import { refine } from "#lib/pipeline/refine.ts";
import { writeBack } from "#lib/pipeline/write-back.ts";
import { saveWriteBack } from "#lib/pipeline/write-back-settings.ts";
import type { Job } from "#lib/queue/queue.ts";
import { sentryClient } from "#lib/sentry/client.ts";
import { filled, readCases, withoutFiller } from "../report/secretCases.ts";
import { startSentry } from "../standins/sentry.ts";
import { startSlack } from "../standins/slack.ts";
import { ownRefinery } from "../support/riddles.ts";
import { jobsOf, routeAll } from "../support/route.ts";
import { tellOn } from "../support/tell-on.ts";
import { deliverAndTriage } from "../support/tools.ts";
import { errorBody } from "../support/webhooks.ts";

const [slack, sentry] = [await startSlack(), await startSentry()];
after(() => Promise.all([slack.close(), sentry.close()]));
const own = await ownRefinery({
  SLACK_BOT_TOKEN: slack.token,
  SLACK_CHANNEL: slack.channel,
  SLACK_API_URL: slack.url,
  SENTRY_BASE_URL: sentry.url,
  SENTRY_AUTH_TOKEN: sentry.token,
  SENTRY_ORG: sentry.org,
  PUBLIC_URL: "https://verdict.example",
  LLM_DAILY_BUDGET_USD: "50",
});
const client = () =>
  sentryClient({
    baseUrl: sentry.url,
    token: sentry.token,
    request: own.tools.request,
    clock: () => new Date(),
    pause: async () => {},
  });
const tools = { ...own.tools, sentry: () => client() };
const { db } = tools;

const given = readCases("secrets").map((row, at) => withoutFiller(row, at));
const others = ["families", "vendors", "forms", "people"].flatMap(readCases).filter((_, at) => at % 8 === 0);
const rows = [...given, ...others.map((row, at) => filled(row, at))];
/** Shorter ones stand in ids and times by chance. */
const secrets = [...new Set(rows.flatMap(({ must_not_leak }) => must_not_leak))].filter((secret) => secret.length >= 9);

/** An error whose every text holds the same secrets. */
function everywhere(issue: string, text: string): object {
  const body = errorBody({ issue, type: "Oddity", value: text, llm: false, tags: [["note", text.slice(0, 190)]] });
  const { error } = (body as { data: { error: Record<string, unknown> } }).data;
  Object.assign(error, {
    title: `Oddity: ${text}`,
    culprit: text,
    transaction: text,
    logentry: { formatted: text },
    breadcrumbs: { values: [{ category: "console", level: "error", message: text, timestamp: 1_763_700_000 }] },
    extra: { dump: text },
    user: { email: text },
  });
  return body;
}

before(async () => {
  await tellOn(db, "slack");
  await saveWriteBack(tools, { kinds: ["comment", "link"], dry_run: false, owners: {} }, { id: "u1", name: "Ann" });
  for (const [at, { message }] of rows.entries())
    await deliverAndTriage(tools, "error", everywhere(`${7_000_000 + at}`, message));
  await routeAll(tools);
  await refine(tools);
  for (const { id } of await db.message.findMany({ select: { id: true }, take: 80 })) await notify(tools, { message: id });
  for (const { data } of (await jobsOf(tools, "write_back")).slice(-60)) await writeBack(tools, data as Job<"write_back">);
});

/** Whether it, its beginning or its end stands in the text, plain, in JSON or encoded. */
function stands(text: string, secret: string): boolean {
  const parts = secret.length > 24 ? [secret, secret.slice(0, 20), secret.slice(-20)] : [secret];
  return parts.some((part) =>
    [part, JSON.stringify(part).slice(1, -1), encodeURIComponent(part)].some((form) => text.includes(form)),
  );
}

const leaksIn = (texts: readonly string[]): string[] => {
  const all = texts.join("\n");
  return secrets.filter((secret) => stands(all, secret));
};

test(`of ${secrets.length} secrets none is asked of a model`, () => {
  const prompts = own.llm.calls.map(({ text }) => text);
  assert.ok(prompts.length > 10 && prompts.join("").includes("[KEY_1]"));
  assert.deepEqual(leaksIn(prompts), []);
});

test("none is told on a channel", () => {
  const told = slack.received.map((posted) => JSON.stringify(posted));
  assert.ok(told.length > 50 && told.join("").includes("[KEY_1]"));
  assert.deepEqual(leaksIn(told), []);
});

test("none is written to Sentry", () => {
  assert.ok(sentry.notes.size > 20);
  assert.deepEqual(leaksIn([JSON.stringify([...sentry.notes]), JSON.stringify([...sentry.links])]), []);
});

test("none is kept in any table, but for the sealed bytes of deliveries", async () => {
  const plain = new pg.Client({ connectionString: tools.settings.DATABASE_URL });
  await plain.connect();
  after(() => plain.end());
  const { rows: tables } = await plain.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')",
  );
  assert.ok(tables.length > 20);
  for (const { name } of tables) {
    const { rows: kept } = await plain.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
    assert.deepEqual({ name, leaks: leaksIn(kept.map(({ row }) => row)) }, { name, leaks: [] });
  }
});
