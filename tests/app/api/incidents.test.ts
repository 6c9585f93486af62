import assert from "node:assert/strict";
import { test } from "node:test";
import { POST as acknowledge } from "#app/api/v1/incidents/[id]/acknowledge/route.ts";
import { POST as resolve } from "#app/api/v1/incidents/[id]/resolve/route.ts";
import { GET as one } from "#app/api/v1/incidents/[id]/route.ts";
import { POST as snooze } from "#app/api/v1/incidents/[id]/snooze/route.ts";
import { GET as list } from "#app/api/v1/incidents/route.ts";
import { GET as issue } from "#app/api/v1/issues/[id]/route.ts";
import { IncidentDetail, IncidentSummary } from "#lib/model/incident.ts";
import { IssueDetail } from "#lib/model/issue.ts";
import { type Asking, ownDoors } from "../../support/doors.ts";
import { routeAll } from "../../support/route.ts";
import { deliverAndTriage } from "../../support/tools.ts";
import { errorBody } from "../../support/webhooks.ts";

const { tools, ask } = await ownDoors({ ALERT_WEBHOOK_URL: "https://example.com/hook" });
for (const id of ["901", "902", "903", "904"])
  await deliverAndTriage(
    tools,
    "error",
    errorBody({ issue: id, type: "AuthenticationError", value: "Incorrect API key provided", environment: `e${id}` }),
  );
await deliverAndTriage(tools, "error", errorBody({ issue: "905", type: "OddError", value: "odd", environment: "e905" }));
await routeAll(tools);

const listed = (query = "") => ask(list, { path: `/api/v1/incidents${query}`, as: "read" });
const idOf = async (sentryId: string): Promise<string> => {
  const { body } = await listed("?limit=100");
  return body.incidents.find(({ members }: IncidentSummary) => members.includes(sentryId)).id;
};
const does = (door: typeof acknowledge, id: string, body?: unknown, more: Asking = {}) =>
  ask(door, {
    method: "POST",
    path: `/api/v1/incidents/${id}`,
    params: { id },
    as: "write",
    ...(body !== undefined && { body }),
    ...more,
  });

test("incidents are listed newest first, by page, state and severity", async () => {
  const { status, body } = await listed();
  assert.equal(status, 200);
  assert.deepEqual(
    body.incidents.map(({ members }: IncidentSummary) => members[0]),
    ["905", "904", "903", "902", "901"],
  );
  for (const incident of body.incidents) assert.deepEqual(IncidentSummary.parse(incident), incident);
  const first = await listed("?limit=2");
  const second = await listed(`?limit=100&cursor=${first.body.next_cursor}`);
  assert.deepEqual([...first.body.incidents, ...second.body.incidents], body.incidents);
  assert.equal(second.body.next_cursor, null);
  assert.equal((await listed("?state=resolved")).body.incidents.length, 0);
  assert.equal((await listed("?state=open,acknowledged&severity=critical,high")).body.incidents.length, 4);
  for (const query of ["?state=shut", "?severity=worst", "?cursor=x", "?limit=0", "?state=open&state=resolved"])
    assert.equal((await listed(query)).status, 400, query);
});

test("one incident comes with its decisions, messages and issues", async () => {
  const id = await idOf("901");
  const { status, body } = await ask(one, { path: `/api/v1/incidents/${id}`, params: { id }, as: "read" });
  assert.equal(status, 200);
  const detail = IncidentDetail.parse(body);
  assert.deepEqual([detail.state, detail.policy, detail.group.environment], ["open", "critical", "e901"]);
  assert.deepEqual([detail.decisions.length, detail.messages[0]?.channel, detail.issues[0]?.id], [1, "hook", "901"]);
  for (const wrong of ["1", "00000000-0000-7000-8000-000000000000"])
    assert.equal((await ask(one, { params: { id: wrong } })).status, 404);
});

test("an issue says which incident it is in, what was decided and what was posted", async () => {
  const { body } = await ask(issue, { path: "/api/v1/issues/901", params: { id: "901" }, as: "read" });
  const detail = IssueDetail.parse(body);
  assert.equal(detail.incident?.id, await idOf("901"));
  assert.deepEqual(
    detail.decisions.map(({ signal, policy, action, reason }) => [signal, policy, action, reason]),
    [["created", "critical", "send", "first"]],
  );
  assert.deepEqual(
    detail.messages.map(({ channel, state }) => [channel, state]),
    [["hook", "queued"]],
  );
});

test("an incident is acknowledged, snoozed and resolved, each by the key's name", async () => {
  const [a, b, c] = [await idOf("902"), await idOf("903"), await idOf("904")];
  const acknowledged = await does(acknowledge, a);
  assert.deepEqual(
    [acknowledged.status, acknowledged.body.state, acknowledged.body.acknowledged_by],
    [200, "acknowledged", "key to write"],
  );
  const snoozed = await does(snooze, b, { for: "1h" });
  assert.ok(Math.abs(new Date(snoozed.body.snoozed_until).getTime() - Date.now() - 3_600_000) < 60_000);
  const resolved = await does(resolve, c, {});
  assert.deepEqual([resolved.body.state, resolved.body.resolved_by], ["resolved", "key to write"]);
  assert.equal((await does(resolve, c, {})).status, 400);
  assert.deepEqual((await listed("?state=resolved")).body.incidents.length, 1);
});

test("what is wrong is named", async () => {
  const id = await idOf("901");
  for (const body of [{}, { for: "soon" }, { for: "0s" }, { for: "1h", more: 1 }, []])
    assert.equal((await does(snooze, id, body)).status, 400);
  assert.equal((await does(acknowledge, id, { why: "x" })).status, 400);
  for (const wrong of ["1", "' OR 1=1", "\0"]) assert.equal((await does(acknowledge, wrong, {})).status, 404);
  assert.equal((await does(acknowledge, id, {}, { as: "read" })).status, 403);
});
