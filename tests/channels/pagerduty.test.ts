import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { type Channel, type Send, Throttled } from "#lib/channels/channel.ts";
import { pagerDuty } from "#lib/channels/pagerduty.ts";
import { BadInput, Busy, ConfigurationError } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import { startPagerDuty } from "../standins/pagerduty.ts";
import { hostileTexts, sampleNotice } from "../support/notices.ts";

const send: Send = (request) => outsideRequest({ allowPrivate: ["127.0.0.0/8"] }, request);
const service = await startPagerDuty();
after(() => service.close());
beforeEach(() => service.forget());

const pager = (more = {}): Channel =>
  pagerDuty({ routingKey: service.routingKey, apiUrl: service.url, send, clock: () => new Date(), ...more });
const actions = () => service.events.map(({ event_action: action }) => action);
const last = (): Record<string, unknown> => service.events.at(-1) ?? {};

describe("an incident on PagerDuty", () => {
  test("is triggered under its own key, with all one must know", async () => {
    const notice = sampleNotice({ urgency: "high" });
    assert.equal(await pager().deliver(notice), notice.incident);
    assert.deepEqual(service.faults, []);
    const { payload, ...event } = last();
    assert.equal(event.dedup_key, notice.incident);
    assert.deepEqual([event.client, event.client_url], ["Verdict", notice.links.incident]);
    assert.ok((event.links as { href: string }[]).some(({ href }) => href === notice.links.sentry));
    const { summary, source, severity, timestamp, custom_details: details } = payload as Record<string, unknown>;
    assert.match(String(summary), /Critical.*Timeout.*APITimeoutError: Request timed out after 30 s/);
    assert.deepEqual([source, severity, timestamp], ["api/production", "critical", notice.openedAt]);
    assert.equal((details as { root_cause: string }).root_cause, notice.rootCause);
  });

  test("is acknowledged and resolved under the same key, and never opened again by an edit", async () => {
    const notice = sampleNotice();
    const key = (await pager().deliver(notice)) ?? "";
    await pager().update?.(key, { ...notice, state: "acknowledged" });
    await pager().update?.(key, { ...notice, state: "resolved" });
    for (const more of [{ severity: "high" }, { category: "rate_limit" }] as const)
      await pager().update?.(key, { ...notice, ...more, state: "resolved" });
    await pager().deliver({ ...notice, id: "another", reason: "resolved", state: "resolved" });
    assert.deepEqual(actions(), ["trigger", "acknowledge", "resolve", "resolve", "resolve", "resolve"]);
    assert.deepEqual([...service.incidents()], [[notice.incident, ["resolved"]]]);
  });

  test("hears of an edit once, however many messages of it were posted", async () => {
    const notice = sampleNotice();
    const key = (await pager().deliver(notice)) ?? "";
    await pager().deliver({ ...notice, id: "repeat", reason: "repeat" });
    for (const newest of [false, true]) await pager().update?.(key, { ...notice, newest, state: "acknowledged" });
    assert.deepEqual(actions(), ["trigger", "trigger", "acknowledge"]);
  });

  test("learns of another verdict, and is left alone by what it does not show", async () => {
    const notice = sampleNotice({ said: { category: "timeout", severity: "critical", state: "open" } });
    const key = (await pager().deliver(notice)) ?? "";
    await pager().update?.(key, { ...notice, users: 99 });
    assert.deepEqual(actions(), ["trigger"]);
    await pager().update?.(key, { ...notice, severity: "high", urgency: "high" });
    assert.deepEqual(actions(), ["trigger", "trigger"]);
    assert.equal((last().payload as { severity: string }).severity, "error");
    assert.equal(service.incidents().size, 1);
  });

  test("is one, however often it is told of, and each without an incident is its own", async () => {
    const notice = sampleNotice();
    for (const id of ["a", "b", "c"]) await pager().deliver({ ...notice, id, reason: "repeat" });
    assert.equal(service.incidents().size, 1);
    assert.equal(await pager().deliver(sampleNotice({ id: "own", incident: null })), "own");
    assert.deepEqual(service.faults, []);
  });
});

const loudness: [Parameters<typeof sampleNotice>[0], string][] = [
  [{ urgency: "high", severity: "critical" }, "critical"],
  [{ urgency: "high", severity: "high" }, "error"],
  [{ urgency: "high", severity: "medium" }, "warning"],
  [{ urgency: "high", severity: "info" }, "info"],
  [{ urgency: "low", severity: "critical" }, "warning"],
  [{ urgency: "low", severity: "medium" }, "info"],
];
for (const [more, severity] of loudness)
  test(`${more?.severity} with ${more?.urgency} urgency is PagerDuty's ${severity}`, async () => {
    await pager().deliver(sampleNotice(more));
    assert.equal((last().payload as { severity: string }).severity, severity);
  });

test("a test is triggered and resolved: nothing stays open", async () => {
  await pager().deliver(sampleNotice({ kind: "test", incident: null, severity: "info" }));
  assert.deepEqual(actions(), ["trigger", "resolve"]);
  assert.deepEqual([...service.incidents().values()], [["resolved"]]);
});

test("whatever text it is, PagerDuty takes it", async () => {
  for (const text of hostileTexts)
    await pager().deliver(sampleNotice({ type: text, line: text, rootCause: text, fix: text, project: text, environment: text }));
  assert.deepEqual([service.faults, service.events.length], [[], hostileTexts.length]);
});

test("a refusal says what was asked, its key masked, and what PagerDuty answered", async () => {
  service.script({
    status: 400,
    body: { status: "invalid event", message: "Event object is invalid", errors: ["'payload.source' is blank"] },
  });
  const notice = sampleNotice();
  await assert.rejects(pager().deliver(notice), (error: Error) => {
    assert.ok(error instanceof BadInput);
    assert.match(error.message, /\(400\): Event object is invalid; 'payload.source' is blank/);
    assert.match(error.message, /It was asked: \{"routing_key":"…ABCD","event_action":"trigger"/);
    assert.ok(error.message.includes(`"dedup_key":"${notice.incident}"`));
    assert.ok(!error.message.includes(service.routingKey));
    return true;
  });
});

test("a key that PagerDuty does not take must be mended, and the sentence says where from", async () => {
  await assert.rejects(
    pager({ routingKey: "too-short-a-key" }).deliver(sampleNotice()),
    (error: Error) => error instanceof ConfigurationError && /routing_key.*Events API v2 integration/.test(error.message),
  );
});

const failures: [string, Parameters<typeof service.script>[0], typeof Busy | typeof ConfigurationError | typeof BadInput][] = [
  ["429", { status: 429, headers: { "retry-after": "30" } }, Throttled],
  ["500", { status: 500, body: "oops" }, Busy],
  ["503", { status: 503 }, Busy],
  ["a reset", "reset", Busy],
  ["a redirect", { status: 307, headers: { location: "https://events.example/v2/enqueue" } }, ConfigurationError],
  ["403", { status: 403 }, ConfigurationError],
  ["200 with a page", "html", ConfigurationError],
  ["200 that says no", { status: 200, body: { status: "invalid event" } }, ConfigurationError],
  ["413", { status: 413 }, BadInput],
];
for (const [name, scripted, kind] of failures)
  test(`${name} is ${kind.name}, and the incident stays one`, async () => {
    const notice = sampleNotice();
    service.script(scripted);
    await assert.rejects(pager().deliver(notice), (error: Error) => {
      assert.ok(error instanceof kind, String(error));
      assert.ok(!error.message.includes(service.routingKey));
      return true;
    });
    await pager().deliver(notice);
    assert.deepEqual([...service.incidents().keys()], [notice.incident]);
  });
