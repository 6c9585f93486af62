import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { GET as readFigures } from "#app/api/v1/policies/figures/route.ts";
import { POST as replay } from "#app/api/v1/policies/replay/route.ts";
import { POST as preview } from "#app/api/v1/silences/preview/route.ts";
import { NoiseFigures } from "#lib/model/noise.ts";
import { PolicyDocument } from "#lib/model/policy.ts";
import { PolicyReplay } from "#lib/model/replay.ts";
import { SilencePreview } from "#lib/model/silence-preview.ts";
import { acknowledge } from "#lib/pipeline/incidents.ts";
import { setTools, type Tools } from "#lib/pipeline/tools.ts";
import { type Asking, ownDoors } from "../../support/doors.ts";
import { happening } from "../../support/happen.ts";
import { movableClock } from "../../support/tools.ts";

const minute = 60_000;
const hour = 60 * minute;
const start = new Date(Date.now() - 12 * hour);
const clock = movableClock(start);
const own = await ownDoors({
  SLACK_WEBHOOK_URL: "https://hooks.slack.com/services/T/B/x",
  PAGERDUTY_ROUTING_KEY: "0123456789abcdef0123456789abcdef",
});
const tools: Tools = { ...own.tools, clock: clock.now };
setTools(tools);
const world = happening(tools, clock);
const { ask } = own;

const channels = [
  { name: "slack", kind: "slack" },
  { name: "pager", kind: "pagerduty" },
  { name: "mail", kind: "email", to: ["on-call@example.com"] },
  { name: "hourly", kind: "digest", to: ["slack"], every: "1h" },
] as const;
const rest = { name: "rest", match: "*", ladder: [{ after: "0s", to: ["hourly"] }] };
const unheard = { name: "unheard", match: "severity:low", ladder: [{ after: "0s", to: ["mail"] }] };
const urgent = (ladder: object[]) => ({ name: "urgent", match: "severity:critical", ladder });
const told = PolicyDocument.parse({
  version: 1,
  channels,
  policies: [urgent([{ after: "0s", to: ["slack", "pager"], urgency: "high" }]), unheard, rest],
});
await world.rules(told);

for (const n of [1, 2, 3, 4, 5, 6]) {
  await world.signal(`c${n}`, { signature: `c${n}`, severity: "critical", project: n === 1 ? "checkout" : "search" });
  await world.pass(20 * minute);
}
await world.signal("m1", { signature: "m1", severity: "medium", project: "checkout" });
await world.signal("l1", { signature: "l1", severity: "low", project: "checkout" });
for (let n = 0; n < 120; n++) await world.pass(minute); // so that no digest is late
const first = await world.incident("c1");
await acknowledge(tools, { incident: first.id, by: { id: "a", name: "Ada" } });
await world.pass(hour);

const body = (document: unknown, days: unknown = 1) => ({ document, days });
const tried = (given: unknown, more: Asking = {}) =>
  ask(replay, { method: "POST", path: "/api/v1/policies/replay", as: "read", body: given, ...more });
const changed = (ladder: object[]) => ({ ...told, policies: [urgent(ladder), unheard, rest] });

test("the document that stands changes nothing", async () => {
  const { status, body: answer } = await tried(body(told));
  assert.equal(status, 200);
  assert.deepEqual(PolicyReplay.parse(answer), answer);
  assert.deepEqual([answer.signals, answer.messages, answer.pages], [8, { before: 13, after: 13 }, { before: 6, after: 6 }]);
  assert.deepEqual(answer.incidents, []);
});

test("what would come later, or not at all, is told with the times of the first messages", async () => {
  const later = (
    await tried(
      body(
        changed([
          { after: "0s", to: ["hourly"] },
          { after: "2h", to: ["pager"] },
        ]),
      ),
    )
  ).body;
  assert.deepEqual([later.pages.before, later.totals.later, later.totals.lost], [6, 6, 0]);
  const row = later.incidents.find(({ id }: { id: string }) => id === first.id);
  assert.equal(row.before, first.openedAt.toISOString());
  assert.ok(row.after > row.before);
  assert.deepEqual([row.change, row.severity, row.policy], ["later", "critical", "urgent"]);
  const lost = (await tried(body(changed([{ after: "0s", to: ["mail"] }])))).body;
  assert.deepEqual(
    [lost.messages, lost.pages],
    [
      { before: 13, after: 1 },
      { before: 6, after: 0 },
    ],
  );
  assert.deepEqual([lost.totals.lost, lost.incidents[0].change, lost.incidents[0].after], [6, "lost", null]);
  const policy = lost.policies.find(({ name }: { name: string }) => name === "urgent");
  assert.deepEqual(
    [policy.messages, policy.incidents],
    [
      { before: 12, after: 0 },
      { before: 6, after: 6 },
    ],
  );
});

test("what is told of for the first time, and what becomes part of another incident, is told too", async () => {
  const heard = { ...told, policies: [told.policies[0], { ...unheard, ladder: [{ after: "0s", to: ["slack"] }] }, rest] };
  const added = (await tried(body(heard))).body;
  assert.deepEqual([added.totals.added, added.incidents[0].before, added.incidents[0].change], [1, null, "added"]);
  const merged = (
    await tried(
      body({
        ...told,
        policies: [{ ...told.policies[0], groupBy: ["project"], window: { kind: "rolling", for: "1d" } }, unheard, rest],
      }),
    )
  ).body;
  assert.deepEqual([merged.totals.merged, merged.totals.lost, merged.messages.after], [4, 0, 5]);
});

test("YAML is replayed as JSON is; what is wrong is named and nothing is replayed", async () => {
  assert.deepEqual((await tried(body(stringify(told)))).body.messages, { before: 13, after: 13 });
  const wrong = { ...told, policies: [{ ...rest, match: "colour:red" }, rest] };
  for (const document of [wrong, stringify(wrong)]) {
    const { status, body: answer } = await tried(body(document));
    assert.deepEqual([status, answer.code], [422, "invalid_policies"]);
    assert.ok(answer.errors.some(({ path }: { path: string }) => path === "policies[0].match"));
  }
  for (const given of [
    {},
    { document: told, days: 0 },
    { document: told, days: 91 },
    { document: told, days: "7" },
    body(7),
    body("\t-"),
    [],
  ])
    assert.equal((await tried(given)).status, 400, JSON.stringify(given).slice(0, 60));
  assert.equal((await tried(body(told), { as: null })).status, 401);
});

test("whoever wants lines is told how far it is, and the answer last", async () => {
  const { status, headers, text } = await tried(body(told), { headers: { accept: "application/x-ndjson" } });
  assert.deepEqual([status, headers.get("content-type")], [200, "application/x-ndjson; charset=utf-8"]);
  const lines = text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(lines.at(-1), (await tried(body(told))).body);
  const progress = lines.slice(0, -1);
  assert.ok(progress.length > 0 && progress.every((line) => line.progress.total === 8));
  assert.equal(progress.at(-1).progress.signals, 8);
  const wrong = await tried(body({ ...told, policies: [] }), { headers: { accept: "application/x-ndjson" } });
  assert.deepEqual([wrong.status, wrong.body.code], [422, "invalid_policies"]);
});

test("so many at once are kept waiting, and whoever hangs up makes room", async () => {
  const asked = (signal?: AbortSignal) =>
    replay(
      new Request("http://localhost:3000/api/v1/policies/replay", {
        method: "POST",
        headers: { authorization: `Bearer ${own.keys.read}`, "content-type": "application/json", accept: "application/x-ndjson" },
        body: JSON.stringify(body(told)),
        ...(signal && { signal }),
      }),
      { params: Promise.resolve({}) },
    );
  const gone = AbortSignal.abort();
  for (let n = 0; n < 4; n++)
    assert.equal((await asked(gone).then((answer) => answer.text().catch(() => ""))).includes('"messages"'), false);
  const opened = await Promise.all([asked(), asked(), asked(), asked()]);
  for (const answer of opened) {
    assert.ok([200, 503].includes(answer.status));
    if (answer.status === 503) assert.ok(answer.headers.get("retry-after"));
    await answer.body?.cancel();
  }
  assert.equal((await tried(body(told))).status, 200);
});

test("a silence is looked at before it is made", async () => {
  const look = (given: object) => ask(preview, { method: "POST", path: "/api/v1/silences/preview", as: "read", body: given });
  const { status, body: found } = await look({ match: "project:checkout severity:critical", days: 2 });
  assert.equal(status, 200);
  assert.deepEqual(SilencePreview.parse(found), found);
  assert.deepEqual([found.signals, found.incidents, found.messages, found.complete], [1, 1, 2, true]);
  const [example] = found.examples;
  assert.deepEqual(
    [example.issue, example.incident, example.severity, example.told],
    ["c1", first.id, "critical", ["slack", "pager"]],
  );
  assert.equal((await look({ match: "*" })).body.signals, 8);
  assert.equal((await look({ match: "project:nowhere" })).body.signals, 0);
  for (const given of [{}, { match: "colour:red" }, { match: "" }, { match: "*", days: 31 }])
    assert.equal((await look(given)).status, 400);
});

test("figures say how much was told of how much, what nobody acts upon and what nobody hears of", async () => {
  const { status, body: figures } = await ask(readFigures, { path: "/api/v1/policies/figures?days=2", as: "read" });
  assert.equal(status, 200);
  assert.deepEqual(NoiseFigures.parse(figures), figures);
  assert.deepEqual([figures.signals, figures.incidents, figures.messages, figures.pages, figures.digests], [8, 8, 13, 6, 1]);
  assert.deepEqual(
    figures.suppressed.map(({ reason, count }: { reason: string; count: number }) => [reason, count]),
    [
      ["first", 1],
      ["no_channel", 1],
    ],
  );
  const [critical, low, others] = figures.policies;
  assert.deepEqual([critical.signals, critical.messages, critical.acted, critical.always_ignored], [6, 12, 1, false]);
  assert.ok(Math.abs(critical.share - 1 / 6) < 1e-9);
  assert.deepEqual([low.never_fired, low.messages, others.signals], [false, 0, 1]);
  assert.deepEqual(figures.unheard, [{ signal: "created", severity: "low", policy: "unheard", channels: ["mail"], signals: 1 }]);
  await own.tools.db.channel.upsert({
    where: { name: "slack" },
    create: { name: "slack", kind: "slack", state: "broken" },
    update: { state: "broken" },
  });
  const { body: broken } = await ask(readFigures, { path: "/api/v1/policies/figures?days=2", as: "read" });
  const mute = new Set(broken.unheard.map(({ policy }: { policy: string }) => policy));
  assert.deepEqual([...mute].sort(), ["rest", "unheard"]); // the digest is carried by slack alone; the first policy pages too
  await own.tools.db.channel.update({ where: { name: "slack" }, data: { state: "ok" } });
  for (const days of ["0", "91", "x"])
    assert.equal((await ask(readFigures, { path: `/api/v1/policies/figures?days=${days}` })).status, 400);
});
