import assert from "node:assert/strict";
import { test } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { GET as delivery } from "#app/api/v1/deliveries/[id]/route.ts";
import { GET as deliveries } from "#app/api/v1/deliveries/route.ts";
import { ownDoors } from "../../support/doors.ts";

const { tools, ask } = await ownDoors();
const sealed = new TextEncoder().encode("canary of a sealed body");

async function add(n: number, state: string, resource: string): Promise<string> {
  const receivedAt = new Date(Date.UTC(2026, 10, 1, 12, n));
  const id = uuidv7({ msecs: receivedAt.getTime() });
  const data = {
    id,
    installationId: "default",
    resource,
    action: "created",
    state,
    copies: n,
    digest: sealed,
    sealed,
    size: 3,
    receivedAt,
  };
  await tools.db.delivery.create({ data });
  return id;
}
const [first, second, third] = [
  await add(1, "done", "issue"),
  await add(2, "quarantined", "error"),
  await add(3, "accepted", "issue"),
] as [string, string, string];
const list = (query = "") => ask(deliveries, { path: `/api/v1/deliveries${query}`, as: "read" });
const ids = async (query = ""): Promise<string[]> => (await list(query)).body.deliveries.map(({ id }: { id: string }) => id);

test("deliveries come newest first, page by page", async () => {
  assert.deepEqual(await ids(), [third, second, first]);
  const { body } = await list("?limit=2");
  assert.deepEqual(body.deliveries.length, 2);
  assert.deepEqual(await ids(`?limit=2&cursor=${body.next_cursor}`), [first]);
  assert.equal((await list()).body.next_cursor, null);
});

test("they can be chosen by state and resource", async () => {
  assert.deepEqual(await ids("?state=done"), [first]);
  assert.deepEqual(await ids("?resource=issue"), [third, first]);
  assert.deepEqual(await ids("?resource=issue&state=quarantined"), []);
});

test("a row says what became of it and never what it held", async () => {
  const { status, body, text } = await ask(delivery, { params: { id: first }, as: "read" });
  assert.equal(status, 200);
  assert.deepEqual(body, {
    id: first,
    resource: "issue",
    action: "created",
    state: "done",
    copies: 1,
    received_at: "2026-11-01T12:01:00.000Z",
    report: null,
    error: null,
  });
  assert.deepEqual(Object.keys((await list()).body.deliveries[0]), Object.keys(body));
  assert.ok(!text.includes("canary") && !(await list()).text.includes("sealed"));
});

for (const query of [
  "state=open",
  "state[not]=done",
  "limit=1000",
  "cursor=x",
  "resource=%00",
  `resource=${"x".repeat(300)}`,
  "state=done&state=parked",
]) {
  test(`?${query.slice(0, 30)} is a problem`, async () => assert.equal((await list(`?${query}`)).status, 400));
}

for (const id of [uuidv7(), "1", "", "' OR 1=1", `${first}0`, "\0"]) {
  test(`there is no delivery ${JSON.stringify(id).slice(0, 20)}`, async () =>
    assert.equal((await ask(delivery, { params: { id }, as: "read" })).status, 404));
}
