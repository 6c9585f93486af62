import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { type AppError, BadInput, Busy, ConfigurationError, NotFound } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { type SentryClient, sentryClient } from "#lib/sentry/client.ts";
import { startSentry } from "../standins/sentry.ts";
import { fixture } from "./fixtures.ts";

const standIn = await startSentry();
after(() => standIn.close());
standIn.events.set("6800041", fixture("api.event.latest"));
standIn.issues.set("6800041", {
  id: "6800041",
  title: "KeyError: 'id'",
  status: "unresolved",
  count: "14",
  permalink: "https://harbor.sentry.io/issues/6800041/",
});

const start = Date.parse("2026-11-21T00:00:00Z");
let time = start;
let waited = 0;
let client: SentryClient;

function connect(token = standIn.token, timeoutMs?: number): SentryClient {
  return sentryClient({
    baseUrl: `${standIn.url}/`,
    token,
    request: (request) =>
      outsideRequest({ allowPrivate: ["127.0.0.0/8"] }, { ...request, timeoutMs: timeoutMs ?? request.timeoutMs }),
    clock: () => new Date(time),
    pause: async (ms) => {
      time += ms;
      waited += ms;
    },
  });
}

beforeEach(() => {
  time = start;
  waited = 0;
  standIn.requests.length = 0;
  client = connect();
});
after(() => assert.deepEqual(standIn.faults, []));

test("reads the latest event and the issue", async () => {
  const { report, issue } = await client.latestEvent("harbor", "6800041");
  assert.deepEqual([report.exceptionType, report.frames.length, issue?.sentryIssueId], ["RateLimitError", 4, "6800041"]);
  const { facts, report: said } = await client.issue("harbor", "6800041");
  assert.deepEqual([facts.events, facts.organisation, said.exceptionType], [14, "harbor", "KeyError"]);
  assert.deepEqual(
    standIn.requests.map(({ method, path }) => `${method} ${path}`),
    ["GET /api/0/organizations/harbor/issues/6800041/events/latest/", "GET /api/0/organizations/harbor/issues/6800041/"],
  );
});

test("an event that is not there yet is NotFound, and read once it is", async () => {
  const { status, body } = fixture("api.event.404") as { status: number; body: unknown };
  standIn.script("event", { status, body }, { status, body });
  await assert.rejects(client.latestEvent("harbor", "6800041"), NotFound);
  await assert.rejects(client.latestEvent("harbor", "6800041"), NotFound);
  assert.equal((await client.latestEvent("harbor", "6800041")).report.platform, "python");
});

const busy = (afterMs: number | undefined) => (error: unknown) => error instanceof Busy && error.afterMs === afterMs;

test("throttled: nothing more is asked of that endpoint until Sentry's time is over", async () => {
  standIn.script("event", { status: 429, headers: { "retry-after": "30" } });
  await assert.rejects(client.latestEvent("harbor", "6800041"), busy(30_000));
  await assert.rejects(client.latestEvent("harbor", "6800041"), busy(30_000));
  assert.equal(standIn.requests.length, 1);
  await client.issue("harbor", "6800041");
  time += 30_000;
  await client.latestEvent("harbor", "6800041");
});

test("how long to stay away is read from a date, from the window's end, or is a second", async () => {
  const reset = String(start / 1000 + 20);
  for (const [headers, afterMs] of [
    [{ "retry-after": new Date(start + 45_000).toUTCString() }, 45_000],
    [{ "x-sentry-rate-limit-reset": reset }, 20_000],
    [{ "retry-after": "soon" }, 1000],
    [{ "retry-after": "999999999" }, 900_000],
  ] as const) {
    standIn.script("issue", { status: 429, headers });
    await assert.rejects(connect().issue("harbor", "6800041"), busy(afterMs));
  }
});

test("an answer that says nothing is left of the window holds the next request", async () => {
  const headers = { "x-sentry-rate-limit-remaining": "0", "x-sentry-rate-limit-reset": String(start / 1000 + 1) };
  standIn.script("issue", { status: 200, headers, body: { id: "1" } });
  await client.issue("harbor", "6800041");
  await client.issue("harbor", "6800041");
  assert.equal(waited, 1000);
});

test("fifteen events and five issues a second", async () => {
  for (let asked = 0; asked < 15; asked++) await client.latestEvent("harbor", "6800041");
  for (let asked = 0; asked < 5; asked++) await client.issue("harbor", "6800041");
  assert.equal(waited, 0);
  await client.latestEvent("harbor", "6800041");
  assert.equal(waited, 1000);
});

const failures: {
  name: string;
  scripted: Parameters<typeof standIn.script>[1];
  type: new (...args: never[]) => AppError;
  says: RegExp;
}[] = [
  { name: "a permission that is missing", scripted: { status: 403 }, type: ConfigurationError, says: /permission event:read/ },
  { name: "a token that is refused", scripted: { status: 401 }, type: ConfigurationError, says: /SENTRY_AUTH_TOKEN/ },
  { name: "a server that fails", scripted: { status: 502 }, type: Busy, says: /502/ },
  { name: "a connection that breaks", scripted: "reset", type: Busy, says: /cannot be reached/ },
  { name: "an answer of eleven megabytes", scripted: "huge", type: BadInput, says: /more than 10485760 bytes/ },
  { name: "a page instead of JSON", scripted: "html", type: ConfigurationError, says: /SENTRY_BASE_URL/ },
  {
    name: "a redirect",
    scripted: { status: 302, headers: { location: "https://sentry.io/" } },
    type: ConfigurationError,
    says: /SENTRY_BASE_URL/,
  },
  { name: "an answer without issue", scripted: { status: 200, body: [] }, type: BadInput, says: /names no issue/ },
];
for (const { name, scripted, type, says } of failures) {
  test(`${name} is a ${type.name}`, async () => {
    standIn.script("issue", scripted);
    await assert.rejects(client.issue("harbor", "6800041"), (error) => {
      assert.ok(error instanceof type, String(error));
      assert.match(error.message, says);
      assert.doesNotMatch(error.message, new RegExp(standIn.token));
      return true;
    });
  });
}

test("a server that never answers is Busy", async () => {
  standIn.script("event", "hang");
  await assert.rejects(
    connect(standIn.token, 200).latestEvent("harbor", "6800041"),
    (error) => error instanceof Busy && /within 0.2 s/.test(error.message),
  );
});

test("slugs and ids that would change the path are refused before anything is asked", async () => {
  for (const odd of ["..", "", "a/b", "1?x=", "%2e%2e"]) {
    await assert.rejects(client.issue("harbor", odd), BadInput);
    await assert.rejects(client.latestEvent(odd, "1"), BadInput);
  }
  assert.deepEqual(standIn.requests, []);
});

test("the check says what is wrong with the set-up", async () => {
  await client.check("harbor");
  await assert.rejects(
    client.check("somebody-else"),
    (error) => error instanceof ConfigurationError && /SENTRY_ORG/.test(error.message),
  );
  await assert.rejects(
    connect("sntrys_wrong").check("harbor"),
    (error) => error instanceof ConfigurationError && /\(401\)/.test(error.message),
  );
  standIn.script("issues", { status: 403 });
  await assert.rejects(
    client.check("harbor"),
    (error) => error instanceof ConfigurationError && /event:read/.test(error.message),
  );
});
