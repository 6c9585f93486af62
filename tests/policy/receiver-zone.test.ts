import assert from "node:assert/strict";
import { test } from "node:test";
import { PolicyDocument } from "#lib/model/policy.ts";
import { checkDocument } from "#lib/policy/check.ts";
import { summaryOf } from "#lib/policy/summary.ts";
import { hour, timeline } from "./spec.ts";
import { World } from "./world.ts";

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const written = (policy: object, more: object = {}): object => ({
  version: 1,
  channels: [
    { name: "tokyo", kind: "slack", zone: "Asia/Tokyo" },
    { name: "berlin", kind: "slack", zone: "Europe/Berlin" },
    { name: "sms", kind: "sms", zone: "Asia/Tokyo" },
    { name: "home", kind: "webhook" },
    { name: "morning", kind: "digest", to: ["home"], at: "09:00" },
  ],
  calendars: [{ name: "work", zone: "receiver", windows: [{ days, from: "09:00", to: "18:00" }] }],
  policies: [
    { name: "all", match: "*", deadline: "0s", ladder: [{ after: "0s", to: ["tokyo", "berlin"] }], ...policy },
    { name: "rest", match: "*", ladder: [{ after: "0s", to: ["home"] }] },
  ],
  ...more,
});
/** The error comes at an hour of 2026-11-30, a Monday; Tokyo is nine hours ahead of it, Berlin one. */
function at(time: string, policy: object, severity: "high" | "critical" = "high"): World {
  const { policies, ...more } = PolicyDocument.parse(written(policy));
  const w = new World(policies, more).everywhere();
  w.now = new Date(`2026-11-30T${time}:00Z`);
  w.raise("created", "a", { severity });
  return w;
}
const hold = { calendar: { name: "work", outside: "hold" } };

test("each is told in their own hours: who is outside of them is left out while another is inside", () => {
  assert.deepEqual(timeline(at("02:00", hold)), ["02:00 send first tokyo"]);
  assert.deepEqual(timeline(at("08:30", hold)), ["08:30 send first tokyo,berlin"]);
  const w = at("10:00", hold);
  assert.deepEqual([timeline(w), w.log[0]?.decision.skipped], [["10:00 send first berlin"], ["tokyo"]]);
});

test("where all are outside it waits for the first who is inside", () => {
  const w = at("20:00", hold);
  w.pass(20 * hour);
  assert.deepEqual(timeline(w), ["20:00 hold outside_hours", "00:00 send first tokyo"]);
  assert.equal(w.log[0]?.decision.by, "work");
});

test("a repeat tells whoever is inside then", () => {
  const w = at("02:00", { ...hold, repeat: "7h" });
  w.pass(15 * hour);
  assert.deepEqual(timeline(w), ["02:00 send first tokyo", "09:00 send repeat berlin", "16:00 send repeat berlin"]);
});

test("a channel without a zone goes by that of the installation", () => {
  const w = at("07:00", { ...hold, ladder: [{ after: "0s", to: ["home"] }] });
  w.pass(3 * hour);
  assert.deepEqual(timeline(w), ["07:00 hold outside_hours", "09:00 send first home"]);
});

test("outside their hours some get no text message, and what is critical is told to all", () => {
  const downgrade = {
    calendar: { name: "work", outside: "downgrade" },
    ladder: [{ after: "0s", to: ["sms", "tokyo", "berlin"], urgency: "high" }],
  };
  const w = at("12:00", downgrade);
  assert.deepEqual([timeline(w), w.log[0]?.decision.urgency], [["12:00 send first tokyo,berlin"], "high"]);
  assert.equal(at("20:00", downgrade).log[0]?.decision.urgency, "low");
  assert.deepEqual(timeline(at("20:00", downgrade, "critical")), ["20:00 send first sms,tokyo,berlin"]);
  const digest = { calendar: { name: "work", outside: "digest" } };
  assert.deepEqual(timeline(at("20:00", digest)), ["20:00 digest outside_hours +morning"]);
});

test("a step asks the hours of those whom it tells, and waits for the first of them", () => {
  const ladder = [
    { after: "0s", to: ["home"] },
    { after: "15m", to: ["tokyo", "berlin"], if: "in:work" },
  ];
  const w = at("16:45", { ladder });
  w.pass(8 * hour);
  assert.deepEqual(timeline(w), ["16:45 send first home", "17:00 hold outside_hours", "00:00 send step tokyo"]);
  const inside = at("10:00", { ladder, repeat: "30m" });
  inside.pass(hour);
  assert.deepEqual(timeline(inside).slice(1, 3), ["10:15 send step berlin", "10:45 send repeat home,berlin"]);
});

test("the hours follow the clocks of each zone", () => {
  const { policies, ...more } = PolicyDocument.parse(written({ ...hold, ladder: [{ after: "0s", to: ["berlin"] }] }));
  const w = new World(policies, more).everywhere();
  w.now = new Date("2027-03-27T20:00:00Z"); // the night on which clocks go forward in Berlin
  w.raise("created", "a");
  w.pass(14 * hour);
  assert.deepEqual(timeline(w), ["20:00 hold outside_hours", "07:00 send first berlin"]);
});

const faultsOf = (document: object): string[] => {
  const checked = checkDocument(document);
  return checked.ok ? [] : checked.faults.map(({ path, message }) => `${path}: ${message}`);
};
const away = "work is open by the clock of whoever is told, and this is asked before anybody is: name a calendar that has a zone";

test("what is asked before anybody is told cannot ask for such hours; a zone that is none says what may be written", () => {
  assert.deepEqual(faultsOf(written({ ...hold, ladder: [{ after: "0s", to: ["tokyo"], if: "in:work" }] })), []);
  assert.deepEqual(faultsOf(written({ match: "in:work" })), [`policies[0].match: ${away}`]);
  const silences = [
    { match: "*", calendar: "work", mode: "hold" },
    { match: "in:work", until: "2027-01-01T00:00:00Z", mode: "hold" },
    { match: "*", while: { match: "in:work", equal: ["project"] }, mode: "drop" },
  ];
  assert.deepEqual(faultsOf(written({}, { silences })), [
    `silences[0].calendar: ${away}`,
    `silences[1].match: ${away}`,
    `silences[2].while.match: ${away}`,
  ]);
  const calendars = [{ name: "work", zone: "Recever", windows: [{ days, from: "09:00", to: "18:00" }] }];
  assert.match(
    faultsOf(written({}, { calendars }))[0] ?? "",
    /^calendars\[0\]\.zone: .*, or receiver for the zone of whoever is told$/,
  );
});

test("the summary says whose hours they are", () => {
  const document = PolicyDocument.parse(written(hold));
  const [first] = document.policies;
  assert.ok(
    first &&
      summaryOf(first, document).rest.some((said) =>
        said.includes("work (every day 09:00–18:00, by the clock of each receiver)"),
      ),
  );
});
