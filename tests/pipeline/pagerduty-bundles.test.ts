import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { acknowledge, resolveIncident } from "#lib/pipeline/incidents.ts";
import { notify } from "#lib/pipeline/notify.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { startPagerDuty } from "../standins/pagerduty.ts";
import { happening } from "../support/happen.ts";
import { movableClock, ownTools } from "../support/tools.ts";
import { until } from "../support/wait.ts";

const pagerduty = await startPagerDuty();
after(() => pagerduty.close());
const clock = movableClock();
const own = await ownTools({ PAGERDUTY_ROUTING_KEY: pagerduty.routingKey, PAGERDUTY_API_URL: pagerduty.url });
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const by = { id: "a", name: "Ada" };
const minute = 60_000;
await world.rules({
  version: 1,
  hourly: 1,
  channels: [
    { name: "pager", kind: "pagerduty" },
    { name: "half-hourly", kind: "digest", to: ["pager"], every: "30m" },
  ],
  policies: [
    { name: "medium", match: "severity:medium", ladder: [{ after: "0s", to: ["half-hourly"] }] },
    { name: "all", match: "*", deadline: "0s", ladder: [{ after: "0s", to: ["pager"], urgency: "high" }] },
  ],
});
let n = 0;
beforeEach(async () => {
  await post();
  pagerduty.forget();
  clock.pass(2 * 60 * minute); // the hour's limit is over
  n++;
});

/** Sends whatever waits. */
async function post(): Promise<void> {
  for (const { id } of await db.message.findMany({ orderBy: { id: "asc" } })) await notify(tools, { message: id });
}

const raise = async (issue: string, severity: "high" | "medium"): Promise<string> => {
  await world.signal(issue, { signature: issue, severity });
  return (await world.incident(issue)).id;
};

/** One is told alone; the others come together. */
async function bundled(): Promise<string[]> {
  await raise(`alone ${n}`, "high");
  return [await raise(`one ${n}`, "high"), await raise(`two ${n}`, "high")];
}

const gathered = () => db.message.findFirstOrThrow({ where: { digest: { not: null } }, orderBy: { id: "desc" } });
const fateOf = async () => pagerduty.incidents().get((await gathered()).externalId ?? "");

test("a bundle is taken on there when all that it names is in hand, and over when all of that is", async () => {
  const [one, two] = await bundled();
  await world.pass(2 * minute);
  await post();
  assert.deepEqual(await fateOf(), ["triggered"]);
  await acknowledge(tools, { incident: one!, by });
  await post();
  assert.deepEqual(await fateOf(), ["triggered"]);
  await resolveIncident(tools, { incident: two!, by });
  await post();
  assert.deepEqual(await fateOf(), ["acknowledged"]);
  await resolveIncident(tools, { incident: one!, by });
  await post();
  assert.deepEqual([await fateOf(), pagerduty.faults], [["resolved"], []]);
  const key = (await gathered()).externalId;
  const asked = pagerduty.events.filter((event) => event.dedup_key === key).map((event) => event.event_action);
  assert.deepEqual(asked, ["trigger", "acknowledge", "resolve"]);
});

test("a bundle all of which is over before it goes opens nothing there", async () => {
  for (const incident of await bundled()) await resolveIncident(tools, { incident, by });
  await world.pass(2 * minute);
  await post();
  assert.deepEqual([await fateOf(), pagerduty.faults], [[], []]);
});

test("what ends while the bundle is being posted is over there, too", async () => {
  const [one, two] = await bundled();
  await world.pass(2 * minute);
  pagerduty.script({ late: 300 });
  const posting = notify(tools, { message: (await gathered()).id });
  await until("it to arrive", () => pagerduty.events.length > 0);
  for (const incident of [one!, two!]) await resolveIncident(tools, { incident, by });
  await posting;
  await post();
  assert.equal((await fateOf())?.at(-1), "resolved");
});

test("a digest that PagerDuty carries ends with what it names", async () => {
  const incident = await raise(`medium ${n}`, "medium");
  await world.pass(31 * minute);
  await post();
  assert.deepEqual(await fateOf(), ["triggered"]);
  await resolveIncident(tools, { incident, by });
  await post();
  assert.deepEqual(await fateOf(), ["resolved"]);
});
