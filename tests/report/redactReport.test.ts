import assert from "node:assert/strict";
import { test } from "node:test";
import { loadMessages } from "#lib/i18n/languages.ts";
import { emptyReport, type Report } from "#lib/model/report.ts";
import { redact } from "#lib/report/redact.ts";

const secret = "hunter2-9f8e7d6c";
const full: Report = {
  ...emptyReport,
  eventId: "fc6d8c0c43fc4630ad850ee518f1b9d0",
  message: "mail to jane@x.com failed",
  exceptionType: "MailError",
  chain: [{ type: "SmtpError", value: `535 password=${secret}` }],
  frames: [
    {
      file: "/home/jane/app/mail.py",
      line: 3,
      function: "send",
      module: "app.mail",
      inApp: true,
      context: `login("jane@x.com", password="${secret}")`,
    },
  ],
  breadcrumbs: [
    { at: "2026-11-21T11:00:00.000Z", category: "http", level: "info", message: `GET https://api.x.com/?api_key=${secret}` },
  ],
  llm: {
    provider: "openai",
    model: "gpt-4o-2024-08-06",
    status: 429,
    code: "insufficient_quota",
    requestId: "req_011CZIXIknCtFUhlqXHtH1za",
    retryCount: 1,
    latencyMs: 12,
    finishReason: "length",
  },
  code: "E100",
  release: "shop@1.2.3.4",
  transaction: "/users/jane@x.com",
  culprit: "send for jane@x.com",
  occurredAt: "2026-11-21T11:00:00.000Z",
  tags: { db_password: secret, "user.email": "jane@x.com", server_name: "web-1" },
  truncated: true,
};

test("every text of a report is redacted, with one numbering, and the findings say so", () => {
  const { report, findings } = redact(full);
  const written = JSON.stringify(report);
  assert.ok(!written.includes(secret) && !written.includes("jane"));
  assert.equal(report.message, "mail to [EMAIL_1] failed");
  assert.equal(report.tags["user.email"], "[EMAIL_1]");
  assert.equal(report.tags.db_password, report.chain[0]?.value.replace("535 password=", ""));
  assert.equal(report.frames[0]?.file, "/home/[USER_1]/app/mail.py");
  assert.deepEqual(findings, ["secret_redacted", "truncated"]);
  assert.deepEqual(redact(report), { report, findings: ["truncated"] });
});

test("an address of a machine is found too, and what is said of the finding is true of it", async () => {
  const { report, findings } = redact({ ...emptyReport, message: "no route to 203.0.113.7" });
  assert.equal(report.message, "no route to [IP_1]");
  assert.deepEqual(findings, ["secret_redacted"]);
  assert.match((await loadMessages("en")).finding.secret_redacted, /personal data/);
});

test("a tag is read with its name", () => {
  const tags = {
    cookie: "sid=abc123def456; theme=dark",
    token: "abc123def456",
    phone: "9876543210",
    release: "1.2.3.4",
    "\0odd": "\ud800",
  };
  const { report } = redact({ ...emptyReport, tags });
  assert.deepEqual(report.tags, {
    cookie: "sid=[KEY_1]; theme=[KEY_2]",
    token: "[KEY_1]",
    phone: "[PHONE_1]",
    release: "1.2.3.4",
    odd: "\ufffd",
  });
});

test("what diagnosis needs stays in a report", () => {
  const { report } = redact(full);
  const { eventId, exceptionType, llm, code, release, occurredAt } = full;
  assert.deepEqual(report, { ...report, eventId, exceptionType, llm, code, release, occurredAt });
  assert.equal(report.tags.server_name, "web-1");
  assert.deepEqual(redact({ ...emptyReport, message: "terminated" }), {
    report: { ...emptyReport, message: "terminated" },
    findings: [],
  });
});
