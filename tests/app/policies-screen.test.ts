import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOf } from "#app/(signed-in)/policies/replay/lines.ts";
import { changeList, putBack, removeOne, saveHourly, saveOne } from "#app/(signed-in)/policies/save.ts";
import { beginSilence, endOne, previewOf } from "#app/(signed-in)/policies/silence.ts";
import { lookAt, saveWhole } from "#app/(signed-in)/policies/text.ts";
import { emptyDraft, policyOf } from "#components/policies/draft.ts";
import type { Part, Place, Value } from "#components/policies/item.ts";
import type { Edit, ReplayLine } from "#components/policies/replay-lines.ts";
import { emptySilence, silenceDraft, silenceOf } from "#components/policies/silence-draft.ts";
import { currentPolicies } from "#lib/pipeline/policies.ts";
import { writeYaml } from "#lib/pipeline/policy-yaml.ts";
import { routeAll } from "../support/route.ts";
import { raiseMany } from "../support/signals.ts";
import { ownTools } from "../support/tools.ts";

const tools = await ownTools({ SLACK_WEBHOOK_URL: "https://hooks.slack.example/services/T/B/x" }, "web");
const by = { id: "u1", name: "Mai" };
const standing = () => currentPolicies(tools);
const documentNow = async () => (await standing()).document;
const place = async (part: Part, at: number | null, below: number | null = null): Promise<Place> => ({
  part,
  version: (await standing()).version,
  at,
  below,
});
const step = (more: object = {}) => ({ key: 0, after: "0s", to: ["slack"], if: "", urgency: "high", ...more });
const draft = { ...emptyDraft, name: "checkout", match: "project:checkout", ladder: [step()] };

await raiseMany(
  tools,
  ["1", "2", "3"].map((issue) => ({
    issue,
    subject: { severity: "critical" as const, project: "checkout", message: `boom ${issue}` },
  })),
);
await routeAll(tools);

test("a policy is kept as it is typed, with every part of it", async () => {
  const typed = policyOf({
    ...draft,
    calendar: "working-hours",
    outside: "digest",
    critical: true,
    ackExpires: "4h",
    confidenceFloor: "60",
    ladder: [step(), step({ key: 1, after: "15m", to: ["pager"], if: "in:working-hours" })],
  });
  assert.equal((await saveOne(tools, await place("policies", null), typed, by)).outcome, "saved");
  const kept = (await documentNow()).policies.at(-2);
  assert.deepEqual(kept?.calendar, { name: "working-hours", outside: "digest", critical: true });
  assert.deepEqual([kept?.ackExpires, kept?.confidenceFloor, kept?.ladder[1]?.if], ["4h", 0.6, "in:working-hours"]);
});

test("what is wrong is said at its field, with form and with meaning", async () => {
  const typed = policyOf({
    ...draft,
    match: "severity:high (",
    ladder: [step({ to: [] }), step({ key: 1, after: "soon", if: "in:(" })],
    calendar: "nights",
  });
  const wrong = await saveOne(tools, await place("policies", 1), typed, by);
  assert.deepEqual(wrong.outcome === "invalid" && wrong.faults.inside.map(({ path }) => path).sort(), [
    "calendar.name",
    "ladder[0].to",
    "ladder[1].after",
    "ladder[1].if",
    "match",
  ]);
  const lost = await saveOne(tools, await place("policies", 1), policyOf({ ...draft, calendar: "nights" }), by);
  assert.deepEqual(lost.outcome === "invalid" && lost.faults.inside.map(({ path }) => path), ["calendar.name"]);
});

test("who was slower saves nothing, and sees the newer item under its new place", async () => {
  const begun = await place("policies", 1);
  const before = (await documentNow()).policies[1];
  await changeList(tools, begun.version, { kind: "move", name: before?.name ?? "", by: -1 }, by);
  const slow = await saveOne(tools, begun, policyOf(draft), by);
  assert.ok(slow.outcome === "stale");
  assert.deepEqual([slow.by, slow.at, slow.changed, slow.value], ["Mai", 0, false, before]);
});

test("a calendar that something uses stays, and who uses it is said; renamed, it is followed", async () => {
  const used = await removeOne(tools, await place("calendars", 0), by);
  assert.deepEqual(used.outcome === "invalid" && used.errors[0]?.message, "It is used by high, checkout.");
  const { calendars } = await documentNow();
  const typed = { ...calendars[0], name: "office" } as Value;
  const refused = await saveOne(tools, await place("calendars", 0), typed, by);
  // Queries are left as they are written: the two steps that ask for the old name are named.
  assert.equal(refused.outcome === "invalid" && refused.faults.others.length, 2);
  const added = await saveOne(tools, await place("calendars", null), typed, by);
  assert.equal(added.outcome, "saved");
  assert.equal((await removeOne(tools, await place("calendars", 1), by)).outcome, "saved");
});

test("a silence begins by any of its ends, on whatever stands, and its end can be changed", async () => {
  const value = silenceOf(null, "UTC");
  const typed = value({ ...emptySilence("project:staging"), mode: "digest", ends: "calendar", calendar: "working-hours" });
  assert.equal((await beginSilence(tools, typed, by)).outcome, "saved");
  for (const [wrong, path] of [
    [{ ...emptySilence("project:a"), for: "soon" }, "for"],
    [{ ...emptySilence("project:("), for: "1h" }, "match"],
    [{ ...emptySilence("project:a"), ends: "until", until: "2020-01-01T00:00" }, "until"],
    [{ ...emptySilence("project:a"), ends: "calendar", calendar: "nights" }, "calendar"],
    [{ ...emptySilence("project:a"), ends: "while", while: "signal:(", equal: ["project"] }, "while.match"],
    [{ ...emptySilence("project:a"), ends: "while", while: "signal:provider_outage", equal: [] }, "while.equal"],
  ] as const) {
    const refused = await beginSilence(tools, value({ ...wrong, equal: [...wrong.equal] }), by);
    assert.equal(refused.outcome === "invalid" && refused.faults.inside[0]?.path, path, path);
  }
  const { silences } = await documentNow();
  const at = silences.length - 1;
  const silence = silences[at]!;
  const longer = silenceOf(silence, "UTC")({ ...silenceDraft(silence, "UTC"), ends: "for", for: "2h" });
  assert.equal((await saveOne(tools, await place("silences", at), longer, by)).outcome, "saved");
  const changed = (await documentNow()).silences[at];
  assert.deepEqual([changed?.id, changed?.calendar, changed?.since], [silence.id, undefined, silence.since]);
  assert.ok(Date.parse(changed?.until ?? "") > Date.now() + 7_100_000);
  assert.deepEqual(await endOne(tools, silence.id, by), { ok: true });
  assert.equal((await endOne(tools, "nobody", by)).ok, false);
});

test("a silence is looked at before it begins", async () => {
  const seen = await previewOf(tools, "project:checkout");
  assert.deepEqual(seen.ok && [seen.preview.signals, seen.preview.incidents], [3, 3]);
  const long = await previewOf(tools, "x".repeat(2001));
  assert.deepEqual(long, { ok: false, message: "match: has at most 2000 characters" });
  const wrong = await previewOf(tools, "project:(");
  assert.ok(!wrong.ok && /character/.test(wrong.message));
});

async function replayed(edit: Edit, left = new AbortController().signal): Promise<ReplayLine[]> {
  const text = await new Response(linesOf(tools, { edit, days: 7 }, left)).text();
  return text.split("\n").flatMap((line) => (line ? [JSON.parse(line) as ReplayLine] : []));
}

test("an edit is replayed as it is typed: how far it is, and what it would have done last", async () => {
  const at = (await documentNow()).policies.findIndex(({ name }) => name === "critical");
  const late = policyOf({ ...draft, name: "critical", match: "severity:critical", ladder: [step({ after: "1h" })] });
  const lines = await replayed({ kind: "item", place: await place("policies", at), value: late });
  const last = lines.at(-1);
  assert.equal(lines[0]?.kind, "progress");
  assert.ok(last?.kind === "replayed");
  assert.deepEqual([last.replayed.signals, last.replayed.totals.later, last.replayed.incidents[0]?.change], [3, 3, "later"]);
});

test("a wrong edit is refused with its faults, and who leaves ends the work", async () => {
  const wrong = await replayed({ kind: "item", place: await place("policies", 1), value: policyOf({ ...draft, match: "(" }) });
  const [first] = wrong;
  assert.ok(first?.kind === "invalid");
  assert.deepEqual(
    first.inside.map(({ path }) => path),
    ["match"],
  );
  const text = await replayed({ kind: "yaml", text: "policies: [" });
  assert.equal(text.at(-1)?.kind, "invalid");
  assert.deepEqual(await replayed({ kind: "remove", place: await place("silences", 0) }, AbortSignal.abort()), []);
});

test("a text says its faults at their lines, what it would change, and is kept", async () => {
  const { version, document } = await standing();
  const text = writeYaml(document);
  const line = text.split("\n").findIndex((each) => each.includes("match: severity:high")) + 1;
  const wrong = await lookAt(tools, text.replace("match: severity:high", "match: severity:high ("));
  assert.deepEqual(wrong.outcome === "invalid" && wrong.faults.map((fault) => fault.line), [line]);
  const broken = await lookAt(tools, "version: 1\npolicies: [\n");
  assert.ok(broken.outcome === "invalid" && (broken.faults[0]?.line ?? 0) >= 2);
  const next = text.replace("match: severity:high", "match: severity:high -is:silenced");
  const valid = await lookAt(tools, next);
  assert.ok(valid.outcome === "valid" && /^\+ .*-is:silenced$/m.test(valid.diff));
  assert.equal((await saveWhole(tools, next, version - 1, by)).outcome, "stale");
  assert.equal((await saveWhole(tools, next, version, by)).outcome, "saved");
  assert.equal(writeYaml(await documentNow()), next);
});

test("what no screen sends is refused and changes nothing", async () => {
  const { version } = await standing();
  const odd: readonly unknown[] = [undefined, null, -7, "(", {}, [], { kind: "move" }, { part: "members" }];
  for (const sent of odd) {
    const outcomes = [
      await changeList(tools, sent, sent, by),
      await changeList(tools, version, sent, by),
      await removeOne(tools, sent, by),
      await saveOne(tools, sent, sent, by),
      await saveOne(tools, await place("policies", null), sent, by),
      await saveHourly(tools, version, sent, by),
      await putBack(tools, sent, sent, by),
      await saveWhole(tools, sent, version, by),
      await lookAt(tools, sent),
      await beginSilence(tools, sent, by),
    ].map(({ outcome }) => outcome);
    assert.deepEqual([...new Set(outcomes)], ["invalid"], `${JSON.stringify(sent)}: ${outcomes}`);
    assert.deepEqual([(await endOne(tools, sent, by)).ok, (await previewOf(tools, sent)).ok], [false, false]);
  }
  assert.deepEqual(await putBack(tools, version, version, by), {
    outcome: "invalid",
    errors: [{ path: "version", message: `${version} is the one that stands.` }],
  });
  assert.equal((await standing()).version, version);
});
