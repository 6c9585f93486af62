import assert from "node:assert/strict";
import { test } from "node:test";
import { GET as one } from "#app/api/v1/incidents/[id]/route.ts";
import { GET as list } from "#app/api/v1/incidents/route.ts";
import { POST as silence } from "#app/api/v1/silences/route.ts";
import type { IncidentSummary } from "#lib/model/incident.ts";
import { ownDoors } from "../../support/doors.ts";
import { routeAll } from "../../support/route.ts";
import { deliverAndTriage } from "../../support/tools.ts";
import { errorBody } from "../../support/webhooks.ts";

const { tools, ask } = await ownDoors({ ALERT_WEBHOOK_URL: "https://example.com/hook" });
const fails = async (issue: string, environment: string): Promise<void> => {
  const error = { type: "AuthenticationError", value: "Incorrect API key provided" };
  await deliverAndTriage(tools, "error", errorBody({ issue, environment, ...error }));
  await routeAll(tools);
};
const incidentOf = async (issue: string): Promise<IncidentSummary> => {
  const { body } = await ask(list, { path: "/api/v1/incidents?limit=100", as: "read" });
  return body.incidents.find(({ members }: IncidentSummary) => members.includes(issue));
};
/** Newest first. */
const decided = async (issue: string) => {
  const { id } = await incidentOf(issue);
  const { body } = await ask(one, { params: { id }, as: "read" });
  return body.decisions.map(({ action, reason, by }: Record<string, string>) => [action, reason, by]);
};

const names = [
  "live",
  "OR",
  "a*",
  "eu (west)",
  'say "hi"',
  "back\\slash",
  '" OR project:assistant-api OR "',
  "-live",
  "日本 東京",
  "[1 TO 2]",
];

test("an incident's query, handed to a silence, holds back what comes next and nothing else", async () => {
  for (const [n, name] of names.entries()) await fails(`70${n}`, name);
  const incidents = await Promise.all(names.map((_, n) => incidentOf(`70${n}`)));
  assert.equal(new Set(incidents.map(({ query }) => query)).size, names.length);
  for (const { id, query } of incidents) assert.equal((await ask(one, { params: { id }, as: "read" })).body.query, query);
  for (const [n, name] of names.entries()) {
    await fails(`71${n}`, name);
    assert.deepEqual((await decided(`71${n}`))[0], ["none", "dedup", null], name); // the silences of the others are not for it
    const match = incidents[n]?.query;
    const made = await ask(silence, { method: "POST", path: "/api/v1/silences", as: "write", body: { match, for: "1h" } });
    assert.equal(made.status, 201, made.text);
    await fails(`72${n}`, name);
    assert.deepEqual((await decided(`72${n}`))[0], ["hold", "silenced", made.body.id], name);
  }
});
