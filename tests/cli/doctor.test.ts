import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { startSlack } from "../standins/slack.ts";
import { ownDatabase } from "../support/database.ts";
import { dataFolder, startProgram } from "../support/start.ts";

const { url, db } = await ownDatabase();
const token = "sntrys_0123456789abcdef";
const server = createServer((request, response) => {
  const allowed = request.headers.authorization === `Bearer ${token}`;
  response
    .writeHead(allowed ? 200 : 401, { "content-type": "application/json" })
    .end(request.url?.includes("/models") ? '{"data":[{"id":"small"}]}' : "[]");
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
after(() => server.close());
const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Result {
  status: string;
  checks: Record<string, { state: string; message: string }>;
  text: string;
}

async function doctor(env: Record<string, string>, ...args: string[]): Promise<Result> {
  const program = startProgram("verdict.ts", { DATA_DIR: dataFolder(), PORT: "0", ALLOW_PRIVATE_TARGETS: "true", ...env }, [
    "doctor",
    ...args,
  ]);
  const status = await program.ended;
  const { checks = [] } = args.includes("--json")
    ? (JSON.parse(program.out()) as { checks?: { name: string; state: string; message: string }[] })
    : {};
  return {
    status,
    text: program.out() + program.err(),
    checks: Object.fromEntries(checks.map(({ name, ...rest }) => [name, rest])),
  };
}

const sentry = { SENTRY_BASE_URL: outside, SENTRY_ORG: "acme", SENTRY_AUTH_TOKEN: token };
const provider = { LLM_BASE_URL: `${outside}/v1`, LLM_API_KEY: token, LLM_MODEL_FAST: "small" };

test("a machine that has everything fails nothing", async () => {
  await db.heartbeat.create({ data: { id: "here:1", role: "worker" } });
  const { status, checks, text } = await doctor(
    { DATABASE_URL: url, SENTRY_CLIENT_SECRET: "c".repeat(32), ...sentry, ...provider },
    "--json",
  );
  for (const name of [
    "node",
    "settings",
    "folder",
    "disk",
    "seal key",
    "port",
    "database",
    "migrations",
    "worker",
    "webhook secret",
    "sentry api",
    "llm",
  ])
    assert.equal(checks[name]?.state, "ok", `${name}: ${text}`);
  assert.equal(checks.deliveries?.state, "warn");
  assert.equal(status, "exit code 0");
});

test("each wrong thing is said with what to do, and no secret", async () => {
  const wrong = {
    DATABASE_URL: "postgresql://u:pa55word@127.0.0.1:1/x",
    SENTRY_WEBHOOK_SECRET: "s3cret-value",
    ...sentry,
    SENTRY_AUTH_TOKEN: "wrong-token-of-some-length",
    ...provider,
    LLM_MODEL_FAST: "large",
  };
  const { status, checks, text } = await doctor(wrong, "--json");
  assert.equal(status, "exit code 1");
  assert.deepEqual(
    [checks.database?.state, checks["sentry api"]?.state, checks.llm?.state, checks.names?.state],
    ["fail", "fail", "fail", "warn"],
  );
  assert.match(checks.names?.message ?? "", /did you mean SENTRY_CLIENT_SECRET\?/);
  assert.match(checks["sentry api"]?.message ?? "", /token/);
  assert.match(checks.llm?.message ?? "", /no model "large"/);
  assert.doesNotMatch(text, /pa55word|s3cret-value|wrong-token-of-some-length/);
});

test("channels are looked at without posting: a dead hook is named, and so is one that broke while it sent", async () => {
  const [live, dead] = [await startSlack(), await startSlack()];
  after(() => Promise.all([live.close(), dead.close()]));
  const bot = { SLACK_BOT_TOKEN: live.token, SLACK_CHANNEL: live.channel, SLACK_API_URL: live.url };
  assert.equal((await doctor(bot, "--json")).checks["channel slack"]?.state, "ok");
  dead.script({ status: 404, body: "no_service" });
  const hook = {
    SLACK_WEBHOOK_URL: dead.webhook,
    ALERT_WEBHOOK_URL: "https://10.0.0.1/hook",
    ALLOW_PRIVATE_TARGETS: "127.0.0.0/8",
  };
  const { status, checks, text } = await doctor(hook, "--json");
  assert.equal(status, "exit code 1");
  assert.match(checks["channel slack"]?.message ?? "", /no_service: this webhook was removed.*\(SLACK_WEBHOOK_URL/);
  assert.match(checks["channel hook"]?.message ?? "", /not public.*\(ALERT_WEBHOOK_URL\)/);
  assert.doesNotMatch(text, /aVerySecretPart/);
  assert.deepEqual([live.received, dead.received], [[], []]);

  await db.channel.create({ data: { name: "night", kind: "slack", state: "broken", error: "The channel is archived." } });
  const stored = await doctor({ DATABASE_URL: url }, "--json");
  assert.deepEqual(stored.checks["channel night"], { state: "fail", message: "The channel is archived." });
  assert.equal(stored.checks.channels?.state, "warn");
});

test("wrong settings are all named, one line each", async () => {
  const { status, text } = await doctor({ PORT: "x", LOG_LEVEL: "loud" });
  assert.equal(status, "exit code 1");
  assert.match(text, /^FAIL {2}settings +PORT /m);
  assert.match(text, /^FAIL {2}settings +LOG_LEVEL /m);
});

test("a slip in a name fails and says what is meant", async () => {
  const { status, text } = await doctor({ SENTRY_AUTH_TOKN: "s3cret-value" });
  assert.equal(status, "exit code 1");
  assert.match(text, /^FAIL {2}settings .*SENTRY_AUTH_TOKN .*did you mean SENTRY_AUTH_TOKEN\?/m);
  assert.doesNotMatch(text, /s3cret-value/);
});

test("a database that was never migrated is said", async () => {
  const empty = Object.assign(new URL(url), { pathname: "/postgres" }).href;
  const { status, checks } = await doctor({ DATABASE_URL: empty }, "--json");
  assert.equal(status, "exit code 1");
  assert.match(checks.migrations?.message ?? "", /npm run verdict -- migrate/);
});

test("wrong usage is status 2", async () => {
  assert.equal((await doctor({}, "--jsn")).status, "exit code 2");
});
