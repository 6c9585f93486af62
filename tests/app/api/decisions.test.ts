import assert from "node:assert/strict";
import { test } from "node:test";
import { GET as list } from "#app/api/v1/decisions/route.ts";
import { DecisionSummary } from "#lib/model/incident.ts";
import { ownDoors } from "../../support/doors.ts";
import { routeAll } from "../../support/route.ts";
import { deliverAndTriage } from "../../support/tools.ts";
import { errorBody, issueBody } from "../../support/webhooks.ts";

const { tools, ask } = await ownDoors({ ALERT_WEBHOOK_URL: "https://example.com/hook" });
for (const id of ["801", "802", "803"])
  await deliverAndTriage(
    tools,
    "error",
    errorBody({ issue: id, type: "AuthenticationError", value: "Incorrect API key provided" }),
  );
await deliverAndTriage(tools, "issue", issueBody({ id: "801", action: "resolved", status: "resolved" }));
await routeAll(tools);

const listed = async (query = "") => ask(list, { path: `/api/v1/decisions${query}`, as: "read" });
const told = ({ body }: Awaited<ReturnType<typeof listed>>): string[] =>
  body.decisions.map(({ issue, signal, action, reason }: DecisionSummary) => [issue, signal, action, reason].join(" "));

test("what was made of every signal is listed with its reason, the newest first", async () => {
  const answer = await listed();
  assert.equal(answer.status, 200);
  for (const decision of answer.body.decisions) assert.deepEqual(DecisionSummary.parse(decision), decision);
  assert.deepEqual(told(answer), [
    "801 resolved none waiting",
    "803 created none dedup",
    "802 created none dedup",
    "801 created send first",
  ]);
});

test("it can be asked for one issue, one reason and one incident, page by page", async () => {
  assert.deepEqual(told(await listed("?issue=801")), ["801 resolved none waiting", "801 created send first"]);
  assert.deepEqual(told(await listed("?reason=dedup&issue=802")), ["802 created none dedup"]);
  const { body } = await listed("?reason=first");
  assert.equal((await listed(`?incident=${body.decisions[0].incident}`)).body.decisions.length, 4);
  const first = await listed("?limit=3");
  const second = await listed(`?limit=3&cursor=${first.body.next_cursor}`);
  assert.deepEqual([first.body.decisions.length, second.body.decisions.length, second.body.next_cursor], [3, 1, null]);
  assert.deepEqual((await listed("?issue=nobody")).body.decisions, []);
});

test("it can be asked by what was done, by policy and by kind of signal, and says why in words", async () => {
  assert.deepEqual(told(await listed("?action=send")), ["801 created send first"]);
  assert.deepEqual(told(await listed("?signal=resolved")), ["801 resolved none waiting"]);
  assert.equal((await listed("?policy=critical")).body.decisions.length, 4);
  assert.deepEqual((await listed("?policy=nobody's")).body.decisions, []);
  const [, dedup] = (await listed()).body.decisions;
  assert.equal(dedup.explanation, "Nobody was told, because its group had been told of within the window of policy “critical”.");
});

test("what cannot be asked for is named", async () => {
  for (const query of ["?reason=because", "?action=shout", "?signal=smoke", "?incident=1", "?cursor=x", "?limit=101"])
    assert.equal((await listed(query)).status, 400, query);
  for (const query of ["?reason=dedup&reason=first", "?reason[]=dedup"])
    assert.equal((await listed(query)).body.detail, "reason: give it once, as plain text");
});
