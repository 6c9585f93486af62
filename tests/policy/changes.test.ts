import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { PolicyDocument } from "#lib/model/policy.ts";
import { changedHolders, changesBetween, changesSaid } from "#lib/policy/changes.ts";
import { defaultDocument } from "#lib/policy/defaults.ts";
import { named } from "#lib/policy/named.ts";

const before = PolicyDocument.parse({
  ...defaultDocument("UTC"),
  silences: [
    { id: "00000000-0000-7000-8000-000000000001", match: "project:a", until: "2026-12-01T00:00:00Z", mode: "hold" },
    { id: "00000000-0000-7000-8000-000000000002", match: "project:b", calendar: "working-hours", mode: "digest" },
  ],
});
const said = (after: PolicyDocument): string => changesSaid(changesBetween(before, after));
const [first, second, ...others] = before.policies;

test("documents are compared by what has a name", () => {
  assert.equal(said(before), "no difference");
  assert.equal(said({ ...before, policies: [second!, first!, ...others] }), "changed the order of the policies");
  assert.equal(
    said({ ...before, policies: [{ ...first!, repeat: "9h" }, second!, ...others] }),
    `changed policy “${first!.name}”`,
  );
  assert.equal(
    said({ ...before, policies: [{ ...first!, name: "new" }, second!, ...others] }),
    `added policy “new”, removed policy “${first!.name}”`,
  );
  assert.equal(
    said({ ...before, silences: before.silences.slice(1), hourly: 3 }),
    "removed silence “project:a”, changed how many messages an hour may bring",
  );
  assert.equal(
    said({ ...before, channels: [] })
      .split(", ")
      .at(-1),
    `${before.channels.length - 5} more`,
  );
});

test("what holds something back and is another now lets go of it", () => {
  assert.deepEqual(changedHolders(before, before), []);
  const [timed, weekly] = before.silences;
  const ended = { ...before, silences: [{ ...timed!, until: "2026-11-30T00:00:00Z" }, weekly!] };
  assert.deepEqual(changedHolders(before, ended), [timed!.id]);
  const moved = { ...before, calendars: before.calendars.map((calendar) => ({ ...calendar, zone: "Asia/Tokyo" })) };
  assert.deepEqual(changedHolders(before, moved), ["working-hours"]);
});

const saving = { author: "Ada", now: new Date("2026-11-30T10:00:00Z"), newId: () => "00000000-0000-7000-8000-0000000000ff" };

test("a silence that is saved gets what it lacks; what stood keeps what it had", () => {
  const fresh = { match: "project:c", calendar: "working-hours", mode: "drop" as const, author: "", reason: "" };
  const after = named({ ...before, silences: [...before.silences, fresh] }, before, saving);
  assert.deepEqual(
    after.silences.slice(0, 2).map(({ id, since }) => [id, since]),
    [
      [before.silences[0]!.id, undefined],
      [before.silences[1]!.id, undefined],
    ],
  );
  assert.deepEqual(after.silences[2], { id: saving.newId(), since: "2026-11-30T10:00:00.000Z", ...fresh, author: "Ada" });
  const withoutIds = after.silences.map(({ id: _, since: __, ...silence }) => silence);
  assert.deepEqual(
    named({ ...after, silences: withoutIds }, after, { ...saving, now: new Date() }),
    after,
    "written without ids it is the same",
  );
});

test("however a list of silences was written, no two get the same id", () => {
  const silence = fc.record({
    match: fc.constantFrom("project:a", "project:b"),
    until: fc.constant("2026-12-01T00:00:00Z"),
    mode: fc.constantFrom("hold", "drop"),
  });
  fc.assert(
    fc.property(fc.array(silence, { maxLength: 6 }), (silences) => {
      let count = 0;
      const newId = () => `00000000-0000-7000-8000-0000000001${String(count++).padStart(2, "0")}`;
      const document = PolicyDocument.parse({ ...before, silences });
      const ids = named(document, before, { ...saving, newId }).silences.map(({ id }) => id);
      assert.equal(new Set(ids).size, silences.length);
    }),
  );
});
