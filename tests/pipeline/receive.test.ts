import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";
import { addInstallation } from "#lib/db/installations.ts";
import { unseal } from "#lib/outside/seal.ts";
import { openInstallations, sealing } from "#lib/pipeline/installations.ts";
import { receive } from "#lib/pipeline/receive.ts";
import { signedDelivery } from "../standins/sentry.ts";
import { clientSecret, deliver, movableClock, ownTools, previousSecret } from "../support/tools.ts";
import { errorBody, eventId, issueBody } from "../support/webhooks.ts";

const tools = await ownTools({ SENTRY_CLIENT_SECRET_PREVIOUS: previousSecret });
const { db } = tools;

describe("a signed delivery", () => {
  test("is stored with its raw bytes sealed, and its work enqueued, before the answer", async () => {
    const sent = signedDelivery({ resource: "error", body: errorBody({}), secret: clientSecret });
    const { outcome, delivery } = await receive(tools, sent.body, new Headers(sent.headers));
    assert.equal(outcome, "accepted");
    const row = await db.delivery.findUniqueOrThrow({ where: { id: delivery! } });
    assert.equal(row.state, "accepted");
    assert.deepEqual(unseal(tools.sealKeys, row.sealed, `delivery:${row.id}`), sent.body);
    assert.ok(!Buffer.from(row.sealed).includes("RateLimitError"));
    const jobs = await db.$queryRaw<
      unknown[]
    >`SELECT id FROM pgboss.job WHERE name = 'triage' AND data->>'delivery' = ${delivery}`;
    assert.equal(jobs.length, 1);
  });

  test("fifty times at once is one delivery with 49 copies and one job, also under new request ids", async () => {
    const body = errorBody({});
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => deliver(tools, "error", body, { headers: { "request-id": randomUUID() } })),
    );
    assert.equal(new Set(answers.map(({ delivery }) => delivery)).size, 1);
    assert.equal(answers.filter(({ outcome }) => outcome === "accepted").length, 1);
    assert.equal(answers.filter(({ outcome }) => outcome === "copy").length, 49);
    assert.equal((await db.delivery.findUniqueOrThrow({ where: { id: answers[0]!.delivery! } })).copies, 49);
  });

  test("is still a copy a day later", async () => {
    const clock = movableClock();
    const body = errorBody({});
    const first = await deliver({ ...tools, clock: clock.now }, "error", body);
    clock.pass(86_400_000);
    assert.deepEqual(await deliver({ ...tools, clock: clock.now }, "error", body), { outcome: "copy", delivery: first.delivery });
  });

  test("under the same request id but with another body is another delivery", async () => {
    const headers = { "request-id": randomUUID() };
    const [one, two] = [
      await deliver(tools, "error", errorBody({}), { headers }),
      await deliver(tools, "error", errorBody({}), { headers }),
    ];
    assert.deepEqual([one.outcome, two.outcome], ["accepted", "accepted"]);
    assert.notEqual(one.delivery, two.delivery);
  });

  test("of this very application is ignored, so that its errors cannot loop", async () => {
    const { delivery } = await deliver(tools, "error", errorBody({ tags: [["verdict.self", tools.selfMark]] }));
    assert.equal((await db.delivery.findUniqueOrThrow({ where: { id: delivery! } })).state, "ignored");
  });

  test("that only claims to be this application's is not ignored: nobody can silence an error with a tag", async () => {
    const { delivery } = await deliver(tools, "error", errorBody({ tags: [["verdict.self", "yes"]] }));
    assert.equal((await db.delivery.findUniqueOrThrow({ where: { id: delivery! } })).state, "accepted");
  });

  test("is one delivery under whatever resource it is sent again: that header is not signed", async () => {
    const body = errorBody({});
    const answers = [];
    for (const resource of ["error", "event_alert", "issue", "made_up_1", "made_up_2"])
      answers.push(await deliver(tools, resource, body));
    assert.equal(new Set(answers.map(({ delivery }) => delivery)).size, 1);
  });

  test("of an unknown kind is stored and acknowledged", async () => {
    const { outcome, delivery } = await deliver(tools, "brand_new_thing", { action: "posted", data: {} });
    assert.equal(outcome, "accepted");
    assert.equal((await db.delivery.findUniqueOrThrow({ where: { id: delivery! } })).state, "ignored");
  });

  test("that cannot be used leaves a row that says why, and its copy gets the same answer", async () => {
    const [one, two] = [await deliver(tools, "error", "{nonsense"), await deliver(tools, "error", "{nonsense")];
    assert.deepEqual([one.outcome, two.outcome], ["notJson", "notJson"]);
    assert.equal(one.delivery, two.delivery);
    const row = await db.delivery.findUniqueOrThrow({ where: { id: one.delivery! } });
    assert.deepEqual([row.state, row.error, row.copies], ["quarantined", "notJson", 1]);
  });
});

describe("equal bytes of issue.*", () => {
  const resolved = (id: string): object => issueBody({ id, action: "resolved", status: "resolved" });
  const unresolved = (id: string): object => issueBody({ id, action: "unresolved", substatus: "regressed" });

  test("are a new fact when another state came in between and five minutes passed", async () => {
    const clock = movableClock();
    const at = { ...tools, clock: clock.now };
    const first = await deliver(at, "issue", resolved("901"));
    clock.pass(600_000);
    await deliver(at, "issue", unresolved("901"));
    clock.pass(600_000);
    const third = await deliver(at, "issue", resolved("901"));
    assert.equal(third.outcome, "accepted");
    assert.notEqual(third.delivery, first.delivery);
  });

  test("are a copy within five minutes of their twin, or when nothing else was told of the issue since", async () => {
    const clock = movableClock();
    const at = { ...tools, clock: clock.now };
    await deliver(at, "issue", resolved("902"));
    clock.pass(60_000);
    await deliver(at, "issue", unresolved("902"));
    clock.pass(60_000);
    assert.equal((await deliver(at, "issue", resolved("902"))).outcome, "copy");
    clock.pass(86_400_000);
    assert.equal((await deliver(at, "issue", unresolved("902"))).outcome, "copy");
  });
});

describe("the client secrets", () => {
  test("a forged, missing or foreign signature is refused and leaves nothing", async () => {
    const before = await db.delivery.count();
    assert.equal(
      (await deliver(tools, "error", errorBody({}), { secret: "another-integration-s-client-secret" })).outcome,
      "forged",
    );
    assert.equal((await deliver(tools, "error", errorBody({}), { headers: { "sentry-hook-signature": "" } })).outcome, "forged");
    assert.equal(await db.delivery.count(), before);
  });

  test("the previous one is good for seven days after its first use", async () => {
    const clock = movableClock();
    const installations = openInstallations(db, tools.sealKeys, tools.settings);
    const at = { ...tools, installations, clock: clock.now };
    assert.equal((await deliver(at, "error", errorBody({}), { secret: previousSecret })).outcome, "accepted");
    clock.pass(6.9 * 86_400_000);
    assert.equal((await deliver(at, "error", errorBody({}), { secret: previousSecret })).outcome, "accepted");
    clock.pass(0.2 * 86_400_000);
    assert.equal((await deliver(at, "error", errorBody({}), { secret: previousSecret })).outcome, "forged");
    assert.equal((await deliver(at, "error", errorBody({}))).outcome, "accepted");
  });

  test("a thousand deliveries while rotating: none is refused", async () => {
    const secrets = [clientSecret, previousSecret];
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, i) =>
        deliver(tools, "error", errorBody({ event: eventId() }), { secret: secrets[i % 2]! }),
      ),
    );
    assert.equal(answers.filter(({ outcome }) => outcome === "accepted").length, 1000);
  });

  test("without any, nothing is taken", async () => {
    const none = openInstallations(db, tools.sealKeys, {
      ...tools.settings,
      SENTRY_CLIENT_SECRET: undefined,
      SENTRY_CLIENT_SECRET_PREVIOUS: undefined,
    });
    assert.equal((await deliver({ ...tools, installations: none }, "error", errorBody({}), { secret: "" })).outcome, "noSecret");
  });

  test("the one that verifies selects the installation: equal issue ids of two stay apart", async () => {
    const second = "second-installation-client-secret-24";
    await addInstallation(db, sealing(tools.sealKeys), {
      id: "second",
      name: "Second",
      baseUrl: "https://sentry.io",
      organisation: "other",
      secret: second,
      previousSecret: null,
      token: null,
    });
    await tools.installations.refresh();
    const mine = await deliver(tools, "issue", issueBody({ id: "903" }));
    const theirs = await deliver(tools, "issue", issueBody({ id: "903" }), { secret: second });
    const rows = await db.delivery.findMany({ where: { id: { in: [mine.delivery!, theirs.delivery!] } } });
    assert.deepEqual(rows.map(({ installationId }) => installationId).sort(), ["default", "second"]);
  });
});
