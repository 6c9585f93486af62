import assert from "node:assert/strict";
import { test } from "node:test";
import messages from "#lib/i18n/messages/en.json" with { type: "json" };
import { Reason, toldReasons, untoldReasons } from "#lib/model/incident.ts";

test("every reason has a name and an explanation", () => {
  const known = [...toldReasons, ...untoldReasons];
  assert.deepEqual(Reason.options, known);
  for (const words of [messages.reason, messages.because] as Record<string, unknown>[])
    for (const reason of known) {
      const text = words[reason];
      assert.ok(typeof text === "string" && text.length > 0, reason);
    }
  assert.deepEqual(Object.keys(messages.reason).sort(), [...known].sort());
});
