import assert from "node:assert/strict";
import { test } from "node:test";
import { Action, Reason } from "#lib/model/incident.ts";
import { why } from "#lib/model/why.ts";

const plain = { action: "none", reason: "dedup", by: null, policy: "high", to: [], lines: [], skipped: [], step: null } as const;

test("every action for every reason is one sentence or two, without a gap", () => {
  for (const action of Action.options)
    for (const reason of Reason.options)
      for (const by of [null, "00000000-0000-7000-8000-000000000001"]) {
        const said = why({ ...plain, action, reason, by });
        assert.match(said, /^[A-Z].*\.$/, `${action} ${reason}`);
        assert.ok(!/undefined|null|\(\)| {2}|\.\./.test(said), said);
      }
});

test("what held it back is named as a reader knows it", () => {
  const silence = {
    kind: "silence",
    id: "1",
    match: "project:a",
    reason: "load test",
    author: "Ada",
    until: "2026-12-01T00:00:00Z",
  } as const;
  assert.equal(
    why({ ...plain, action: "hold", reason: "silenced", by: "1" }, silence),
    "It was held back, because the silence of project:a (“load test” by Ada), until 2026-12-01T00:00:00Z held it back.",
  );
  assert.equal(
    why({ ...plain, action: "hold", reason: "outside_hours", by: "work" }, { kind: "calendar", name: "work" }),
    "It was held back, because it came outside calendar work.",
  );
  assert.equal(
    why(
      { ...plain, action: "send", reason: "first", by: "1", to: ["slack"] },
      { ...silence, reason: "", author: "", until: null },
    ),
    "slack was told, because it is the first word about its group; it is the first since the silence of project:a held something back.",
  );
  assert.equal(
    why({ ...plain, action: "send", reason: "step", step: 1, by: "1", to: ["sms", "mail"] }, { ...silence, until: null }),
    "sms, mail were told, because nobody had taken it on and step 2 of the ladder was due; it is the first since the silence of project:a (“load test” by Ada) held something back.",
  );
  assert.equal(
    why({ ...plain, action: "send", reason: "step", by: "2", to: ["slack"] }, { kind: "other", name: "Mia" }),
    "slack was told, because Mia handed it on.",
  );
});

test("whom it names is told, and who could not be reached", () => {
  assert.equal(
    why({ ...plain, action: "send", reason: "step", step: 1, to: ["slack"], lines: ["morning"], skipped: ["pager"] }),
    "slack was told, because nobody had taken it on and step 2 of the ladder was due. The next digest of morning has a line of it. Not to be reached: pager.",
  );
  assert.equal(
    why({ ...plain, reason: "no_channel", skipped: ["pager", "sms"] }),
    "Nobody was told, because none of the channels it names can be sent to: pager, sms.",
  );
  assert.equal(
    why({ ...plain, action: "digest", reason: "over_rate", lines: ["slack"] }).startsWith("It was left to slack, because"),
    true,
  );
});
