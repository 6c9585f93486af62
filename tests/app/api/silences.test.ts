import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { GET as readPolicies } from "#app/api/v1/policies/route.ts";
import { DELETE as end } from "#app/api/v1/silences/[id]/route.ts";
import { POST as add } from "#app/api/v1/silences/route.ts";
import { SilenceSpec } from "#lib/model/policy.ts";
import { type Asking, ownDoors } from "../../support/doors.ts";

const { tools, ask } = await ownDoors();
const say = (body: unknown, more: Asking = {}) =>
  ask(add, { method: "POST", path: "/api/v1/silences", as: "write", body, ...more });
const silences = async (): Promise<SilenceSpec[]> =>
  (await ask(readPolicies, { path: "/api/v1/policies", as: "read" })).body.silences;
const ended = (id: string) => ask(end, { method: "DELETE", path: `/api/v1/silences/${id}`, params: { id }, as: "write" });

test("a silence is added with its author and its end, and is part of the document", async () => {
  const { status, body } = await say({ match: "project:staging-api", for: "2h", reason: "load test" });
  assert.equal(status, 201);
  const silence = SilenceSpec.parse(body);
  assert.deepEqual(
    [silence.match, silence.mode, silence.author, silence.reason],
    ["project:staging-api", "hold", "key to write", "load test"],
  );
  assert.ok(Math.abs(new Date(silence.until!).getTime() - Date.now() - 7_200_000) < 60_000);
  assert.deepEqual((await silences()).at(-1), silence);
});

test("it may end at an instant, hold in a calendar, or last while something goes on, in every mode", async () => {
  const until = new Date(Date.now() + 86_400_000).toISOString();
  assert.equal((await say({ match: "*", until, mode: "drop", author: "on-call" })).body.author, "on-call");
  const condition = { match: "signal:provider_outage", equal: ["llm.provider"] };
  assert.deepEqual((await say({ match: "category:network", while: condition })).body.while, condition);
  const weekly = await say({ match: "project:batch", calendar: "working-hours", mode: "digest" });
  assert.deepEqual([weekly.status, weekly.body.calendar, weekly.body.mode], [201, "working-hours", "digest"]);
  const { body } = await say({ match: "project:batch", calendar: "working-horse" });
  assert.match(body.detail, /^calendar: .*working-hours/);
});

test("a timed one ends now and is remembered, another is gone; each is ended once", async () => {
  const { body } = await say({ match: "project:a", for: "1h" });
  assert.ok(Math.abs(Date.parse(body.since) - Date.now()) < 60_000);
  const { status, text } = await ended(body.id);
  assert.deepEqual([status, text], [204, ""]);
  const after = (await silences()).find(({ id }) => id === body.id);
  assert.deepEqual({ ...after, until: "" }, { ...body, until: "" });
  assert.ok(Date.parse(after!.until!) <= Date.now());
  assert.equal((await ended(body.id)).status, 404);
  const endless = await say({ match: "project:b", calendar: "working-hours" });
  assert.equal((await ended(endless.body.id)).status, 204);
  assert.ok(!(await silences()).some(({ id }) => id === endless.body.id));
  assert.equal((await ended(endless.body.id)).status, 404);
  for (const id of ["1", "' OR 1=1", "\0"]) assert.equal((await ended(id)).status, 404);
});

test("what is wrong is named and adds nothing", async () => {
  const before = await silences();
  const soon = new Date(Date.now() + 2 * 86_400_000).toISOString();
  for (const body of [
    {},
    { match: "colour:red", for: "1h" },
    { match: "*" },
    { match: "*", for: "0s" },
    { match: "*", for: "1h", until: "2099-01-01T00:00:00Z" },
    { match: "*", until: soon.slice(0, 10) },
    { match: "*", until: soon.slice(0, 19) },
    { match: "*", for: "1h", calendar: "working-hours" },
    { match: "*", calendar: "nights" },
    { match: "*", while: { match: "colour:red", equal: ["project"] } },
    { match: "*", for: "1h", mode: "shout" },
  ]) {
    const { status, body: problem } = await say(body);
    assert.equal(status, 400);
    assert.ok(problem.detail.length > 0);
  }
  assert.deepEqual(await silences(), before);
});

test("all that is wrong is told at once, by field", async () => {
  const paths = async (body: object): Promise<string[]> =>
    (await say(body)).body.errors.map(({ path }: { path: string }) => path);
  assert.deepEqual(await paths({ match: "colour:red", for: "0s", mode: "shout", size: 1 }), ["match", "for", "mode", "size"]);
  assert.deepEqual(await paths({ match: "colour:red", for: "1h", calendar: "nights" }), ["match", "calendar", "until"]);
  assert.deepEqual(await paths({ match: "(", while: { match: ")", equal: [] } }), ["match", "while.equal"]);
  assert.deepEqual(await paths({ match: "*", for: "999999d" }), ["for"]);
  const { detail, errors } = (await say({ match: "*", until: "2020-01-01T00:00:00Z" })).body;
  assert.deepEqual(errors, [{ path: "until", message: "lies in the past: write an instant to come" }]);
  assert.equal(detail, "until: lies in the past: write an instant to come");
});

test("what is kept of a request with a key tells nobody what it said", async () => {
  const [body, path] = [{ match: "project:guessed", for: "1h" }, "/api/v1/silences"];
  assert.equal((await say(body, { headers: { "idempotency-key": "s-2" } })).status, 201);
  const { digest } = await tools.db.idempotentAnswer.findFirstOrThrow({ where: { key: "s-2" } });
  const guessed = createHash("sha256")
    .update(`POST\nhttp://localhost:3000${path}\n${JSON.stringify(body)}`)
    .digest();
  assert.equal(digest.length, guessed.length);
  assert.ok(!guessed.equals(digest));
});

test("the same request with the same key adds one", async () => {
  const headers = { "idempotency-key": "s-1" };
  const [first, second] = [
    await say({ match: "project:b", for: "1h" }, { headers }),
    await say({ match: "project:b", for: "1h" }, { headers }),
  ];
  assert.deepEqual(first.body, second.body);
  assert.equal((await silences()).filter(({ match }) => match === "project:b").length, 1);
});
