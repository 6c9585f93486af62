import assert from "node:assert/strict";
import { test } from "node:test";
import { brokenBy } from "#lib/channels/broken.ts";
import { mailError } from "#lib/channels/email-faults.ts";
import { failureOf } from "#lib/channels/failure.ts";
import { slackFault } from "#lib/channels/slack-faults.ts";
import { twilioFault } from "#lib/channels/twilio-faults.ts";
import { BadInput, ConfigurationError } from "#lib/model/errors.ts";

const answered = (status: number) =>
  failureOf({ status, headers: {}, bytes: new Uint8Array(), text: () => "" }, { name: "The webhook", mend: "Mend it" }, 0);
const server = { host: "mail.example", isPrivate: false };
const mail = (more: object) => mailError(Object.assign(new Error("no"), more), server);

const cases: [unknown, why: string, code: string | null][] = [
  [slackFault("missing_scope", 200), "permission", "Slack: missing_scope"],
  [slackFault("token_revoked", 200), "credentials", "Slack: token_revoked"],
  [slackFault("account_inactive", 200), "account", "Slack: account_inactive"],
  [slackFault("channel_is_archived", 410), "gone", "Slack: channel_is_archived"],
  [twilioFault(20003, "+15005550001"), "credentials", "Twilio: 20003"],
  [twilioFault(30034, "+15005550001"), "account", "Twilio: 30034"],
  [answered(401), "credentials", "HTTP 401"],
  [answered(403), "permission", "HTTP 403"],
  [answered(410), "gone", "HTTP 410"],
  [answered(302), "stranger", "HTTP 302"],
  [mail({ code: "EAUTH", responseCode: 535, response: "535 no" }), "credentials", "SMTP 535"],
  [mail({ code: "ESOCKET", originalCode: "CERT_HAS_EXPIRED" }), "unsafe", "CERT_HAS_EXPIRED"],
  [new ConfigurationError("Its secrets are not set"), "other", null],
  [new Error("something else"), "other", null],
];
for (const [error, why, code] of cases)
  test(`${String(error).slice(0, 70)} is ${why}`, () => {
    assert.deepEqual(brokenBy(error), { why, code });
    if (code) assert.ok(error instanceof ConfigurationError);
  });

test("what is one message's is no channel's", () =>
  assert.ok(answered(400) instanceof BadInput && answered(404) instanceof ConfigurationError));
