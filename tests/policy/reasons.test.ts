import assert from "node:assert/strict";
import { test } from "node:test";
import messages from "#lib/i18n/messages/en.json" with { type: "json" };
import { Reason, toldReasons, untoldReasons } from "#lib/model/incident.ts";

test("every reason has a name and an explanation", () => {
  const known = [...toldReasons, ...untoldReasons];
  assert.deepEqual(Reason.options, known);
  for (const words of [messages.reason, messages.because]) {
    assert.deepEqual(Object.keys(words).sort(), [...known].sort());
    for (const text of Object.values(words)) assert.ok(text.length > 0);
  }
});
