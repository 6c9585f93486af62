import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { alertEvent } from "#lib/channels/alert-event.ts";
import { slackMessage } from "#lib/channels/slack-blocks.ts";
import { cut, escapeSlack, oneLine } from "#lib/channels/text.ts";
import { plainText, wordsFor } from "#lib/channels/wording.ts";
import { AlertEvent } from "#lib/model/alert-event.ts";
import type { Notice } from "#lib/model/notice.ts";
import { messageFaults, visible } from "../standins/slack-rules.ts";
import { hostileTexts, sampleNotice } from "../support/notices.ts";

const seen = (notice: Notice): string => visible(slackMessage(notice).blocks as never);
const sent = (notice: Notice) => ({ ...slackMessage(notice), link_names: false, parse: "none" });

test("a message says everything that one must know, in the blocks and in the text alike", () => {
  const notice = sampleNotice();
  for (const text of [seen(notice), slackMessage(notice).text, alertEvent(notice, new Date()).text]) {
    for (const said of [
      "⬢ Critical",
      "Timeout",
      "APITimeoutError",
      "Request timed out after 30 s",
      "The provider did not answer in the time allowed.",
      "Raise the limit or stream the answer.",
      "yes, after 20 seconds",
      "92 %",
      "12 users, 1,340 events",
      "api / production / 1.4.2",
      "an LLM (gpt-5-mini)",
      "4509876",
      "2026-11-30 08:15 UTC",
    ])
      assert.ok(text.includes(said), `${said} is missing in:\n${text}`);
  }
  const links = JSON.stringify(slackMessage(notice).blocks);
  for (const url of Object.values(notice.links)) assert.ok(links.includes(JSON.stringify(url)), String(url));
  assert.deepEqual(messageFaults(sent(notice)), []);
});

test("what is not known is said, and nothing is invented", () => {
  const nothing = { type: null, rootCause: null, fix: null, retry: null, confidence: null, users: null, events: null } as const;
  const text = seen(
    sampleNotice({ ...nothing, project: null, environment: null, release: null, decidedBy: null, category: null }),
  );
  assert.match(text, /Confidence\s+provisional/);
  assert.match(text, /users unknown, events unknown/);
  assert.match(text, /project unknown \/ environment unknown \/ release unknown/);
  assert.doesNotMatch(text, /null|undefined|NaN/);
});

const headers: [Partial<Notice>, RegExp][] = [
  [{ state: "acknowledged", stateBy: "Ann" }, /^Acknowledged by Ann · ⬢ Critical · Timeout$/],
  [{ state: "acknowledged" }, /^Acknowledged · ⬢ Critical/],
  [{ state: "resolved", stateBy: "Ann" }, /^✓ Resolved by Ann · ⬢ Critical/],
  [{ state: "resolved" }, /^✓ Resolved · /],
  [{ reason: "severity_rise", severity: "high" }, /^Severity rose · ▲ High/],
  [{ reason: "repeat" }, /^Still open · /],
  [{ reason: "corrected", severity: "medium" }, /^Verdict changed · ◆ Medium/],
  [{ kind: "system", category: null }, /^Verdict · ⬢ Critical$/],
  [{ kind: "system", category: null, own: "provider_outage" }, /^Verdict · ⬢ Critical · Provider outage$/],
  [{ kind: "system", category: null, state: "resolved" }, /^Verdict · ✓ Resolved · ⬢ Critical$/],
  [{ kind: "system", category: null, reason: "repeat" }, /^Verdict · Still open · ⬢ Critical$/],
  [{ kind: "test", severity: "info", category: null }, /^Test · • Info$/],
];
for (const [more, expected] of headers)
  test(`the first line is ${expected.source}`, () => assert.match(wordsFor(sampleNotice(more)).header, expected));

const retries: [Notice["retry"], string][] = [
  [{ should: false, afterSeconds: null }, "Retry: no, trying again does not help"],
  [{ should: true, afterSeconds: null }, "Retry: yes"],
  [{ should: true, afterSeconds: 1 }, "Retry: yes, after 1 second"],
  [{ should: true, afterSeconds: 90 }, "Retry: yes, after 90 seconds"],
  [{ should: true, afterSeconds: 3600 }, "Retry: yes, after 60 minutes"],
];
for (const [retry, said] of retries)
  test(said, () =>
    assert.ok(
      plainText(wordsFor(sampleNotice({ retry })))
        .split("\n")
        .includes(said),
    ),
  );

for (const [confidence, said] of [
  [0.004, "0 %"],
  [0.996, "99 %"],
  [1, "100 %"],
] as const)
  test(`${confidence} is said as ${said}`, () =>
    assert.ok(
      plainText(wordsFor(sampleNotice({ confidence })))
        .split("\n")
        .includes(`Confidence: ${said}`),
    ));

test("a verdict below its floor says its figure and that it may change", () =>
  assert.match(seen(sampleNotice({ provisional: true })), /92 %, provisional/));

const fields = ["type", "line", "rootCause", "fix", "project", "environment", "release", "sentryIssueId", "stateBy"] as const;
for (const field of fields)
  test(`hostile text as ${field} stays text in every form, whole and within every limit`, () => {
    for (const text of hostileTexts) {
      const notice = sampleNotice({ [field]: text, ...(field === "stateBy" && { state: "acknowledged" }) });
      assert.deepEqual(messageFaults(sent(notice)), [], `${field}: ${text.slice(0, 40)}`);
      const event = alertEvent(notice, new Date());
      assert.deepEqual(AlertEvent.parse(JSON.parse(JSON.stringify(event))), event);
      assert.ok(JSON.stringify(event).length < 100_000);
      assert.doesNotMatch(JSON.stringify([sent(notice), event]), /\\u0000|\\u001b|\\r|\\u202e|\u202e|\ufeff|\0/);
    }
  });

test("hostile text everywhere at once fits too, and a model's name cannot be markup", () => {
  for (const text of hostileTexts) {
    const all = Object.fromEntries(fields.map((field) => [field, text]));
    const notice = sampleNotice({ ...all, decidedBy: { tier: "llm-fast", model: text, name: null }, state: "resolved" });
    assert.deepEqual(messageFaults(sent(notice)), [], text.slice(0, 40));
  }
});

test("whatever characters come in whatever field, Slack takes the message and nothing in it is active", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 2000 }),
    fc
      .array(
        fc.constantFrom("<", ">", "&", "!", "@", "#", "|", "`", "*", "😀", "\ud83d", "\0", "\n", "channel", "https://a.example"),
        { maxLength: 300 },
      )
      .map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(
      fc.record(Object.fromEntries(fields.map((field) => [field, text]))),
      fc.constantFrom("open", "acknowledged", "resolved"),
      (texts, state) => {
        const notice = sampleNotice({ ...texts, state });
        assert.deepEqual(messageFaults(sent(notice)), []);
        AlertEvent.parse(JSON.parse(JSON.stringify(alertEvent(notice, new Date()))));
      },
    ),
    { numRuns: 300 },
  );
});

test("what is too long is cut between characters, and says so", () => {
  assert.equal(cut("short", 10), "short");
  for (let max = 20; max < 24; max++) {
    const text = cut("😀".repeat(50), max);
    assert.ok(text.length <= max && text.endsWith("… (cut)") && text.isWellFormed(), text);
  }
  assert.match(seen(sampleNotice({ line: "x".repeat(1_000_000) })), /x… \(cut\)/);
});

test("one line is one line", () => assert.equal(oneLine("a\r\n\tb \0 c\u2028d", 100), "a b c d"));
test("Slack's active characters are escaped once", () => assert.equal(escapeSlack("<a&b>"), "&lt;a&amp;b&gt;"));

const types: [Partial<Notice>, string][] = [
  [{}, "incident.opened"],
  [{ reason: "regression" }, "incident.opened"],
  [{ reason: "repeat", thread: "m0" }, "incident.updated"],
  [{ reason: "corrected", thread: "m0" }, "incident.updated"],
  [{ reason: "resolved", state: "resolved" }, "incident.resolved"],
  [{ kind: "test" }, "test"],
];
for (const [more, type] of types)
  test(`${JSON.stringify(more)} is sent as ${type}`, () => assert.equal(alertEvent(sampleNotice(more), new Date()).type, type));
