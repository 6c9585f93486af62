import assert from "node:assert/strict";
import { test } from "node:test";
import { POST } from "#app/api/v1/deliveries/[id]/replay/route.ts";
import { ownDoors } from "#tests/support/doors.ts";
import { deliverAndTriage } from "#tests/support/tools.ts";
import { errorBody } from "#tests/support/webhooks.ts";

const { tools, ask } = await ownDoors();

test("a delivery is replayed, with an empty body or without one", async () => {
  const { delivery = "" } = await deliverAndTriage(tools, "error", errorBody({}));
  for (const body of [{}, undefined]) {
    const answer = await ask(POST, { method: "POST", params: { id: delivery }, as: "write", body });
    assert.equal(answer.status, 202);
    assert.deepEqual(answer.body, { delivery });
  }
});

test("one that is unknown is 404, a reader may not", async () => {
  const id = "019aaaaa-0000-7000-8000-000000000000";
  for (const unknown of [id, "nonsense"])
    assert.equal((await ask(POST, { method: "POST", params: { id: unknown }, body: {} })).status, 404);
  assert.equal((await ask(POST, { method: "POST", params: { id }, as: "read", body: {} })).status, 403);
});
