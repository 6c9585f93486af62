import assert from "node:assert/strict";
import { test } from "node:test";
import { POST as acknowledge } from "#app/api/v1/incidents/[id]/acknowledge/route.ts";
import { POST as reassign } from "#app/api/v1/incidents/[id]/reassign/route.ts";
import { POST as resolve } from "#app/api/v1/incidents/[id]/resolve/route.ts";
import { GET as one } from "#app/api/v1/incidents/[id]/route.ts";
import { POST as snooze } from "#app/api/v1/incidents/[id]/snooze/route.ts";
import { POST as unacknowledge } from "#app/api/v1/incidents/[id]/unacknowledge/route.ts";
import { GET as list } from "#app/api/v1/incidents/route.ts";
import { GET as issue } from "#app/api/v1/issues/[id]/route.ts";
import { IncidentSummary } from "#lib/model/incident.ts";
import { IncidentAnswer } from "#lib/model/incident-answer.ts";
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
  const detail = IncidentAnswer.parse(body);
  assert.deepEqual(detail, body);
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
  for (let n = 0; n < 2; n++) {
    const { status, body } = await does(unacknowledge, a);
    assert.deepEqual([status, body.state, body.acknowledged_at, body.acknowledged_by], [200, "open", null, null]);
    assert.deepEqual(
      body.acts.map(({ kind, by }: IncidentAnswer["acts"][number]) => [kind, by]),
      [
        ["unacknowledge", "key to write"],
        ["acknowledge", "key to write"],
      ],
    );
    assert.equal(body.decisions[0].reason, "repeat");
  }
  const snoozed = await does(snooze, b, { for: "1h" });
  assert.ok(Math.abs(new Date(snoozed.body.snoozed_until).getTime() - Date.now() - 3_600_000) < 60_000);
  const resolved = await does(resolve, c, {});
  assert.deepEqual([resolved.body.state, resolved.body.resolved_by], ["resolved", "key to write"]);
  const again = await does(resolve, c, {});
  assert.deepEqual([again.status, again.body.resolved_at], [200, resolved.body.resolved_at]);
  const late = await does(acknowledge, c);
  assert.deepEqual([late.status, late.body.code], [409, "conflict"]);
  assert.match(late.body.detail, /^This incident was resolved by key to write at /);
  assert.deepEqual((await listed("?state=resolved")).body.incidents.length, 1);
});

test("an incident tells its ladder, and how it stands on it", async () => {
  const id = await idOf("901");
  const { body } = await ask(one, { params: { id } });
  assert.deepEqual(
    body.ladder.map(({ step, state, after, to }: IncidentAnswer["ladder"][number]) => [step, state, after, to]),
    [
      [
        0,
        "done",
        "0s",
        [
          { channel: "pager", state: "unusable" },
          { channel: "sms", state: "unusable" },
          { channel: "slack", state: "unusable" },
          { channel: "hook", state: "queued" },
        ],
      ],
      [1, "next", "5m", [{ channel: "voice", state: null }]],
    ],
  );
  assert.equal(Date.parse(body.ladder[1].at) - Date.parse(body.ladder[0].at), 5 * 60_000);
  assert.deepEqual([body.step, body.told, body.assigned, body.undelivered_at, body.acts], [0, 1, [], null, []]);
  assert.equal(Date.parse(body.repeat_at) - Date.parse(body.told_at), 30 * 60_000);
  assert.match(body.decisions[0].explanation, /^hook was told, because it is the first word about its group\./);
});

test("an incident is handed to other channels, and what was done with it stands in it", async () => {
  const id = await idOf("901");
  const { status, body } = await does(reassign, id, { to: ["hook"] });
  assert.deepEqual([status, body.assigned, body.decisions[0].reason], [200, ["hook"], "step"]);
  assert.match(body.decisions[0].explanation, /key to write.* handed it on/);
  const snoozed = await does(snooze, id, { for: "1h" });
  assert.deepEqual(
    snoozed.body.acts.map(({ kind, by, to }: IncidentAnswer["acts"][number]) => [kind, by, to]),
    [
      ["snooze", "key to write", []],
      ["reassign", "key to write", ["hook"]],
    ],
  );
  assert.equal(snoozed.body.acts[0].until, snoozed.body.snoozed_until);
  for (const wrong of [{}, { to: [] }, { to: ["nobody"] }, { to: "hook" }])
    assert.equal((await does(reassign, id, wrong)).status, 400, JSON.stringify(wrong));
  for (const [name, detail] of [
    ["hok", 'to: there is no channel "hok": did you mean hook?'],
    ["retry", "to: retry takes no incident at once: name one of hook"],
    ["morning", "to: morning takes no incident at once: name one of hook"],
    ["sms", "to: nothing can be sent to sms before it is set up: name one of hook"],
  ] as const)
    assert.equal((await does(reassign, id, { to: ["hook", name] })).body.detail, detail);
  assert.equal((await does(reassign, id, { to: ["hook"] }, { as: "read" })).status, 403);
});

test("the same request with the same key does it once", async () => {
  const id = await idOf("905");
  const headers = { "idempotency-key": "hand-on-1" };
  const [first, second] = [
    await does(reassign, id, { to: ["hook"] }, { headers }),
    await does(reassign, id, { to: ["hook"] }, { headers }),
  ];
  assert.deepEqual(second.body, first.body);
  assert.equal((await ask(one, { params: { id } })).body.acts.length, 1);
});

test("what is wrong is named", async () => {
  const id = await idOf("901");
  for (const body of [{}, { for: "soon" }, { for: "0s" }, { for: "1h", more: 1 }, []])
    assert.equal((await does(snooze, id, body)).status, 400);
  assert.equal((await does(acknowledge, id, { why: "x" })).status, 400);
  for (const wrong of ["1", "' OR 1=1", "\0"]) assert.equal((await does(acknowledge, wrong, {})).status, 404);
  assert.equal((await does(acknowledge, id, {}, { as: "read" })).status, 403);
});
