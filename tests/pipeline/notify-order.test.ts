import assert from "node:assert/strict";
import { after, beforeEach, describe, test } from "node:test";
import { acknowledge, resolveIncident } from "#lib/pipeline/incidents.ts";
import { notify } from "#lib/pipeline/notify.ts";
import type { Tools } from "#lib/pipeline/tools.ts";
import { startPagerDuty } from "../standins/pagerduty.ts";
import { happening } from "../support/happen.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const pager = await startPagerDuty();
after(() => pager.close());
const clock = movableClock();
const own = await ownTools({ PAGERDUTY_ROUTING_KEY: pager.routingKey, PAGERDUTY_API_URL: pager.url });
const tools: Tools = { ...own, clock: clock.now };
const { db } = tools;
const world = happening(tools, clock);
const by = { id: "u1", name: "Ada" };
const channels = [
  { name: "pager", kind: "pagerduty" as const },
  { name: "gone", kind: "pagerduty" as const },
];
const policy = { name: "all", match: "*", deadline: "0s", ladder: [{ after: "0s", to: ["pager"], urgency: "high" as const }] };
const document = { version: 1 as const, hourly: 1000, channels, policies: [policy] };
const rest = { ...policy, name: "rest" };

beforeEach(async () => {
  pager.forget();
  clock.pass(Date.now() - clock.now().getTime());
  await db.channel.deleteMany();
  await db.$executeRaw`TRUNCATE "Message", "Signal", "Incident", "IncidentMember", "Decision", "IncidentAct", pgboss.job`;
});

/** Tries every message that waits, when its time has come. */
async function sendAll(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    const waiting = await db.message.findMany({ orderBy: { id: "asc" } });
    const next = waiting.flatMap(({ nextAttemptAt }) => nextAttemptAt?.getTime() ?? []);
    clock.pass(Math.max(0, ...next.map((at) => at - clock.now().getTime() + 1)));
    for (const { id } of waiting) await notify(tools, { message: id });
  }
}
const states = async (): Promise<string[]> => (await world.messages()).map(({ reason, state }) => `${reason} ${state}`);
const opened = async (onResolve: "edit" | "send") => {
  await world.rules({ ...document, policies: [{ ...policy, onResolve }] });
  await world.signal("1", { signature: "one", severity: "critical" });
  return world.incident("one");
};

for (const onResolve of ["edit", "send"] as const)
  describe(`an end that comes before the beginning arrived, onResolve ${onResolve}`, () => {
    test("when nothing was tried yet, neither is sent", async () => {
      await opened(onResolve);
      await world.signal("1", { signature: "one", severity: "critical" }, "resolved");
      await sendAll();
      assert.deepEqual([pager.events, pager.faults], [[], []]);
      assert.ok((await states()).every((state) => state.endsWith("cancelled")));
    });

    test("when the beginning may have arrived, the end is sent: nothing stays open", async () => {
      await opened(onResolve);
      const [first] = await world.messages();
      pager.script("reset");
      await notify(tools, { message: first!.id });
      await world.signal("1", { signature: "one", severity: "critical" }, "resolved");
      await sendAll();
      assert.deepEqual(
        [...pager.incidents().values()].filter((all) => all.at(-1) !== "resolved"),
        [],
      );
      assert.deepEqual(pager.faults, []);
    });

    test("when the beginning is just being sent, the end waits for it", async () => {
      const { id: incidentId } = await opened(onResolve);
      const [first] = await world.messages();
      pager.script({ late: 400 });
      const sending = notify(tools, { message: first!.id });
      await world.signal("1", { signature: "one", severity: "critical" }, "resolved");
      for (const { id } of await world.messages({ incidentId })) if (id !== first!.id) await notify(tools, { message: id });
      await sending;
      await sendAll();
      assert.deepEqual([[...pager.incidents().values()], pager.faults], [[["resolved"]], []]);
      assert.deepEqual(pager.events.map(({ event_action: action }) => action).slice(0, 2), ["trigger", "resolve"]);
    });
  });

describe("a message that waits", () => {
  test("while its incident is acknowledged is cancelled and says so; who resolved it has the same", async () => {
    for (const [act, why] of [
      [acknowledge, "acknowledged"],
      [resolveIncident, "resolved"],
    ] as const) {
      const { id: incident } = await opened("edit");
      await act(tools, { incident, by });
      await sendAll();
      const [message] = await world.messages({ incidentId: incident });
      assert.deepEqual([message?.state, message?.error], ["cancelled", `The incident was ${why} before this could be sent.`]);
      await resolveIncident(tools, { incident, by }).catch(() => undefined);
      clock.pass(600_000); // the group may be told of again
    }
    assert.deepEqual(pager.events, []);
  });

  test("by a policy that is changed meanwhile goes as it was decided; by one that is deleted it is cancelled", async () => {
    const { id: incidentId } = await opened("edit");
    await world.rules({ ...document, policies: [{ ...policy, ladder: [{ after: "0s", to: ["gone"] }] }] });
    await sendAll();
    assert.deepEqual(
      (await world.messages({ incidentId })).map(({ state }) => state),
      ["sent"],
    );
    await world.rules(document);
    await world.signal("2", { signature: "two", severity: "critical" });
    await world.rules({ ...document, policies: [rest] });
    await sendAll();
    const [message] = await world.messages({ incidentId: (await world.incident("two")).id });
    assert.deepEqual([message?.state, message?.error], ["cancelled", "The policy all was deleted before this could be sent."]);
  });

  test("on a channel that is deleted is cancelled", async () => {
    const { id: incidentId } = await opened("edit");
    await world.rules({
      ...document,
      channels: [channels[1]!],
      policies: [{ ...policy, ladder: [{ after: "0s", to: ["gone"] }] }],
    });
    await sendAll();
    const [message] = await world.messages({ incidentId });
    assert.deepEqual([message?.state, message?.error], ["cancelled", "The policies no longer name the channel pager."]);
  });
});

test("all of an incident has one key at PagerDuty, and its end closes it", async () => {
  await world.rules({
    ...document,
    policies: [{ ...policy, ladder: [...policy.ladder, { after: "5m", to: ["pager"], urgency: "high" }] }],
  });
  await world.signal("1", { signature: "one", severity: "critical" });
  await sendAll();
  await world.pass(300_000);
  await sendAll();
  await world.signal("1", { signature: "one", severity: "critical" }, "resolved");
  await sendAll();
  const { id } = await world.incident("one");
  assert.deepEqual([[...pager.incidents()], pager.faults], [[[id, ["resolved"]]], []]);
});
