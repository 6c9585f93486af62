import assert from "node:assert/strict";
import { after, test } from "node:test";
import { PolicyDocument } from "#lib/model/policy.ts";
import { resolveIncident } from "#lib/pipeline/incidents.ts";
import { notify } from "#lib/pipeline/notify.ts";
import { startPagerDuty } from "../standins/pagerduty.ts";
import type { Scripted } from "../standins/script.ts";
import { addIncident, addMessage } from "../support/messages.ts";
import { movableClock, ownTools } from "../support/tools.ts";

const pagerduty = await startPagerDuty();
after(() => pagerduty.close());
const clock = movableClock();
const tools = {
  ...(await ownTools({ PAGERDUTY_ROUTING_KEY: pagerduty.routingKey, PAGERDUTY_API_URL: pagerduty.url })),
  clock: clock.now,
};
const { db } = tools;
const by = { id: "p", name: "Pat" };

/** The same numbers for the same seed. */
function numbers(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return (state >>> 8) % most;
  };
}

const answers: (Scripted | null)[] = [null, null, null, "reset", { late: 30 }, { late: 60 }, { status: 500 }, { status: 429 }];

let version = 0;
async function endsBy(onResolve: "edit" | "send" | "none"): Promise<void> {
  const document = PolicyDocument.parse({
    version: 1,
    channels: [{ name: "pager", kind: "pagerduty" }],
    policies: [{ name: "critical", match: "*", onResolve, ladder: [{ after: "0s", to: ["pager"] }] }],
  });
  await db.policyVersion.create({ data: { version: ++version, document, byName: "test" } });
}

/** Sends whatever waits, in any order and together, until nothing does. */
async function settle(incident: string): Promise<void> {
  for (let n = 0; n < 30; n++) {
    const rows = await db.message.findMany({ where: { incidentId: incident } });
    const open = rows.filter(
      ({ state, wanted, posted }) => ["queued", "sending"].includes(state) || (state === "sent" && wanted > posted),
    );
    if (open.length === 0) return;
    await Promise.all(open.map(({ id }) => notify(tools, { message: id })));
    clock.pass(61_000);
  }
  throw new Error("it never comes to rest");
}

for (const onResolve of ["edit", "send", "none"] as const)
  test(`whatever PagerDuty answers and however it overlaps, no incident stays open there (${onResolve})`, async () => {
    await endsBy(onResolve);
    for (let seed = 1; seed <= 25; seed++) {
      const next = numbers(seed);
      pagerduty.forget();
      await db.channel.deleteMany();
      const made = await addIncident(db, { at: clock.now(), toldAt: clock.now(), told: 1, steps: 1 });
      const first = await addMessage(db, made, "pager", clock.now());
      const more = next(2) === 0 ? [await addMessage(db, made, "pager", clock.now(), { reason: "repeat" })] : [];
      pagerduty.script(...Array.from({ length: 3 }, () => answers[next(answers.length)]).flatMap((each) => (each ? [each] : [])));
      const pauses = Array.from({ length: 2 }, () => next(50));
      await Promise.all([
        notify(tools, { message: first }),
        ...more.map((message) => notify(tools, { message })),
        new Promise((done) => setTimeout(done, pauses[0])).then(() => resolveIncident(tools, { incident: made.incident, by })),
      ]);
      await settle(made.incident);
      const states = pagerduty.incidents().get(made.incident) ?? [];
      assert.ok(
        states.length === 0 || states.at(-1) === "resolved",
        `seed ${seed}: ${states} after ${JSON.stringify(pagerduty.events.map((each) => each.event_action))}`,
      );
      assert.ok(states.length <= 1, `seed ${seed}: opened again`);
      assert.deepEqual(pagerduty.faults, []);
    }
  });
