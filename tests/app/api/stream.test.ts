import assert from "node:assert/strict";
import { after, test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { eventsFor } from "#app/api/v1/stream/events.ts";
import { openHub } from "#app/api/v1/stream/hub.ts";
import { GET } from "#app/api/v1/stream/route.ts";
import { changedBetween, changeKinds, readMark } from "#lib/db/changes.ts";
import { ownDoors } from "../../support/doors.ts";
import { until } from "../../support/wait.ts";

const { tools, keys, ask } = await ownDoors();
const { db } = tools;
const person = { name: "Ada", email: "ada@example.com", password: "a long enough password" };
await tools.auth.createUser({ ...person, role: "viewer" });
const signedIn = await tools.auth.signIn(new Headers(), person);
const cookie = signedIn.ok ? signedIn.cookies.map((set) => set.split(";", 1)[0]).join("; ") : "";

const silence = (name: string) =>
  db.setting.upsert({
    where: { key: name },
    create: { key: name, value: 1 },
    update: { updatedAt: new Date() },
  });

/** Reads a stream as it comes. */
function reading(body: ReadableStream<Uint8Array> | null): { text: () => string; ended: () => boolean } {
  let text = "";
  let ended = false;
  const pipe = body?.pipeThrough(new TextDecoderStream() as never).pipeTo(
    new WritableStream<string>({
      write: (part) => {
        text += part;
      },
    }),
  );
  pipe?.then(
    () => {
      ended = true;
    },
    () => {
      ended = true;
    },
  );
  return { text: () => text, ended: () => ended };
}

const leaving: AbortController[] = [];
after(() => {
  for (const controller of leaving) controller.abort();
});

async function open(headers: Record<string, string>, query = ""): Promise<ReturnType<typeof reading> & { leave: () => void }> {
  const controller = new AbortController();
  leaving.push(controller);
  const request = new Request(`http://localhost:3000/api/v1/stream${query}`, { headers, signal: controller.signal });
  const response = await GET(request, { params: Promise.resolve({}) });
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
  assert.match(response.headers.get("cache-control") ?? "", /no-store, no-transform/);
  return { ...reading(response.body), leave: () => controller.abort() };
}
const byKey = { authorization: `Bearer ${keys.read}` };

test("a stranger is refused", async () => {
  assert.equal((await ask(GET, { as: null })).status, 401);
  assert.equal((await ask(GET, { as: null, headers: { cookie: "better-auth.session_token=forged" } })).status, 401);
});

test("another site's page cannot listen in the name of who is signed in", async () => {
  for (const site of ["cross-site", "same-site"])
    assert.equal((await ask(GET, { as: null, headers: { cookie, "sec-fetch-site": site } })).status, 403);
  (await open({ cookie, "sec-fetch-site": "same-origin" })).leave();
});

for (const [who, headers] of [
  ["an API key", byKey],
  ["a signed-in person", { cookie }],
] as const) {
  test(`${who} is told of a change, and of what kind it is`, async () => {
    const stream = await open(headers);
    await until("the beginning", () => /retry: 3000\n\nid: [0-9a-f]{72}\nevent: ready\n/.test(stream.text()));
    await silence(`told to ${who}`);
    await until("the change", () => /event: change\ndata: \{"kinds":\["settings"\]\}\n\n/.test(stream.text()));
    stream.leave();
    await until("the end", stream.ended);
  });
}

test("who comes back is told at once what changed meanwhile", async () => {
  const before = await readMark(db);
  await silence("while away");
  const stream = await open(byKey, `?last_event_id=${before}`);
  await until("what was missed", () => /event: change\ndata: \{"kinds":\["settings"\]\}/.test(stream.text()));
  const header = await open({ ...byKey, "last-event-id": await readMark(db) });
  await until("nothing missed", () => header.text().includes("event: ready"));
  const nonsense = await open({ ...byKey, "last-event-id": "'; DROP TABLE" });
  await until("all of it", () => nonsense.text().includes(JSON.stringify(changeKinds)));
  for (const { leave } of [stream, header, nonsense]) leave();
});

test("every kind of row moves its own part of the mark", async () => {
  const installationId = "default";
  const at = new Date();
  const incident = { id: uuidv7(), installationId, policy: "p", groupKey: "g", group: {}, severityRank: 1, subject: {} };
  const steps: [string, () => Promise<unknown>][] = [
    ["incidents", () => db.incident.create({ data: { ...incident, openedAt: at, documentVersion: 1 } })],
    [
      "messages",
      () => db.message.create({ data: { id: uuidv7(), installationId, channel: "slack", reason: "first", createdAt: at } }),
    ],
    ["spend", () => db.budgetPeriod.create({ data: { scope: "daily", period: "2026-11-30", reservedMicros: 5n } })],
    ["spend", () => db.budgetPeriod.updateMany({ data: { reservedMicros: 0n, spentMicros: 4n } })],
    ["policies", () => db.policyVersion.create({ data: { version: 1, document: {}, byName: "Ada" } })],
    ["channels", () => db.channel.create({ data: { name: "slack", kind: "slack", state: "broken" } })],
  ];
  for (const [kind, change] of steps) {
    const before = await readMark(db);
    await change();
    assert.deepEqual(changedBetween(before, await readMark(db)), [kind]);
  }
});

test("a stream ends with the session it was opened by, and says meanwhile that it is alive", async () => {
  let stands = true;
  const hub = openHub(async () => "a".repeat(72));
  const signal = new AbortController().signal;
  const body = eventsFor({ hub, who: "ada", seen: null, stands: async () => stands, signal, beatMs: 10 });
  const stream = reading(body);
  await until("signs of life", () => stream.text().split(": alive").length > 3);
  assert.equal(stream.ended(), false);
  stands = false;
  await until("the end", stream.ended);
});

test("one reader has at most twelve streams, and a place that is left is free again", () => {
  const hub = openHub(async () => "");
  const listener = () => ({ who: "ada", tell: () => undefined, end: () => undefined });
  const all = Array.from({ length: 12 }, listener);
  for (const each of all) assert.equal(hub.join(each, null), true);
  const late = listener();
  assert.equal(hub.join(late, null), false);
  assert.equal(hub.join({ ...listener(), who: "grace" }, null), true);
  hub.leave(all[0]!);
  assert.equal(hub.join(late, null), true);
});

test("a database that is away ends nobody's stream; the first look afterwards tells", async () => {
  let mark: string | undefined = "a".repeat(72);
  const told: string[][] = [];
  let failed = 0;
  const hub = openHub(async () => {
    if (mark === undefined) throw new Error(`away ${++failed}`);
    return mark;
  });
  const listener = {
    who: "ada",
    tell: (_: string, kinds: readonly string[]) => void told.push([...kinds]),
    end: () => undefined,
  };
  hub.join(listener, null);
  await until("the beginning", () => told.length === 1);
  mark = undefined;
  await until("a look in vain", () => failed > 0);
  mark = "b".repeat(72);
  await until("the change", () => told.length === 2);
  assert.deepEqual(told[1], [...changeKinds]);
  hub.leave(listener);
});

test("all streams end when the process is told to", async () => {
  const hub = openHub(async () => "a".repeat(72));
  const ended: string[] = [];
  hub.join({ who: "ada", tell: () => undefined, end: () => ended.push("ada") }, null);
  process.emit("SIGTERM");
  assert.deepEqual(ended, ["ada"]);
});
