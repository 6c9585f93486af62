import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { alertEvent } from "#lib/channels/alert-event.ts";
import { mailOf } from "#lib/channels/email-mail.ts";
import { slackMessage } from "#lib/channels/slack-blocks.ts";
import { slackActions } from "#lib/channels/slack-controls.ts";
import { smsText } from "#lib/channels/sms.ts";
import { cut, oneLine } from "#lib/channels/text.ts";
import { minuteIn } from "#lib/channels/times.ts";
import { spoken } from "#lib/channels/voice.ts";
import { wordsFor } from "#lib/channels/wording.ts";
import { languages } from "#lib/model/language.ts";
import type { Notice, NoticeLine } from "#lib/model/notice.ts";
import { controlsOf } from "../standins/slack-click.ts";
import { messageFaults } from "../standins/slack-rules.ts";
import { hostileTexts, sampleDigest, sampleNotice } from "../support/notices.ts";

const now = new Date("2026-11-30T09:00:00Z");

/** Everything that says text, with the same hostile one. */
const everywhere = (text: string): Partial<Notice> => ({
  ...{ type: text, line: text, rootCause: text, fix: text, project: text, environment: text, release: text },
  ...{ sentryIssueId: text, stateBy: text, handedBy: text, unreached: text },
  silenced: { until: now.toISOString(), by: text },
  endedSilence: { match: text, reason: text, until: now.toISOString() },
  decidedBy: { tier: "human", model: text, name: text },
});

const hostileDigest = (text: string): Notice => {
  const line: NoticeLine = {
    severity: "high",
    type: text,
    line: text,
    category: "timeout",
    project: text,
    count: 7,
    state: "resolved",
    url: "https://verdict.example/incidents/i",
  };
  const groups = Array.from(
    { length: 12 },
    () => ({ title: text, worst: "high", lines: [line, line, { ...line, url: null }], more: 9 }) as const,
  );
  const digest = {
    ...sampleDigest().digest!,
    channel: text,
    late: true,
    bundle: true,
    total: 144,
    groups: groups.map((group) => ({ ...group, lines: [...group.lines] })),
  };
  return sampleDigest({ digest });
};

describe("hostile text everywhere, in every language", () => {
  for (const language of languages)
    test(`${language}: each channel takes it, and nothing in it is active`, () => {
      for (const text of hostileTexts)
        for (const notice of [
          sampleNotice({ ...everywhere(text), language }),
          sampleNotice({ ...everywhere(text), language, state: "acknowledged" }),
          { ...hostileDigest(text), language },
        ]) {
          const slack = { ...slackMessage(notice, { clickable: true }), link_names: false, parse: "none" };
          assert.deepEqual(messageFaults(slack), [], text.slice(0, 40));
          const sms = smsText(notice);
          assert.ok(sms.length <= 1600 && sms.isWellFormed(), `${sms.length}: ${text.slice(0, 40)}`);
          assert.ok(spoken(notice).length <= 1000);
          const mail = mailOf(notice, "acme.example", false);
          assert.ok(mail.subject.length <= 160 && !/[\r\n\0]/.test(mail.subject));
          assert.doesNotMatch(mail.html, /<script|<img|javascript:/);
          const event = JSON.stringify(alertEvent(notice, now));
          assert.ok(event.length < 250_000, `${event.length}`);
          const odd = /\\u0000|\\u001b|\\r|\u202e|\ufeff|\0/;
          for (const form of [JSON.stringify(slack), sms, mail.text, mail.html, event])
            assert.ok(!odd.test(form), text.slice(0, 40));
        }
    });
});

describe("a text message", () => {
  test("says in its first 160 characters how bad it is and what happened, whatever else it says", () => {
    for (const language of languages) {
      const begin = smsText(
        sampleNotice({
          ...everywhere("y".repeat(2000)),
          language,
          type: "TimeoutError",
          line: "timed out",
          stateBy: null,
          handedBy: null,
        }),
      ).slice(0, 160);
      assert.match(begin, /⬢ \S+/);
      assert.match(begin, /TimeoutError: timed out/);
    }
  });
  test("that is too long is cut between characters, says so, and keeps the link to the rest", () => {
    const text = smsText(sampleNotice({ ...everywhere("😀".repeat(2000)) }));
    assert.match(text, /… \(cut\)\nhttps:\/\/verdict\.example\/incidents\/i$/);
    assert.ok(text.isWellFormed());
  });
});

describe("a text that is too long", () => {
  for (const [name, character] of [
    ["a Thai vowel", "กำ้"],
    ["an accent of its own", "e\u0301\u0323"],
    ["Korean in parts", "각".normalize("NFD")],
    ["a family", "👩‍👩‍👧‍👦"],
    ["a colour of skin", "👍🏽"],
  ] as const)
    test(`is never cut within ${name}`, () => {
      const [text, end] = [character.repeat(60), "… (cut)"];
      for (let max = 60; max < 90; max++) {
        const said = cut(text, max);
        assert.ok(said.length <= max && said.endsWith(end));
        assert.equal(said.slice(0, -end.length).length % character.length, 0, said);
      }
    });
  test("is cut where nobody could tell a character", () => {
    for (const text of [`a${"\u0301".repeat(500)}`, "\u200d".repeat(500), "🏽".repeat(500)]) {
      const said = cut(text, 60);
      assert.ok(said.length <= 60 && said.length > 40 && said.isWellFormed(), String(said.length));
    }
  });
});

test("nothing that shows nothing, or turns what follows, is in a line", () => {
  const signs = [
    "\u00ad",
    "\u061c",
    "\u180e",
    "\u200b",
    "\u200f",
    "\u202e",
    "\u2066",
    "\u206a",
    "\ufeff",
    "\ufffa",
    "\u{e0041}",
    "\u0007",
  ];
  for (const sign of signs) assert.equal(oneLine(`pay${sign}pal`, 50), "pay pal", JSON.stringify(sign));
});

test("what is put into a sentence is not looked into", () => {
  const { notes } = wordsFor(
    sampleNotice({ endedSilence: { match: "message:{time}", reason: "{match}", until: "2026-11-30T08:00:00Z" } }),
  );
  assert.deepEqual(notes, ["The silence message:{time} ended at 2026-11-30 08:00 UTC. Its reason was: {match}"]);
});

test("a test names Verdict where it leads to, and no time since when; a call about Verdict says its name once", () => {
  const own = { ...sampleNotice().links, issue: null, sentry: null, acknowledge: null, silence: null, why: null };
  const { footer, links } = wordsFor(sampleNotice({ kind: "test", links: own }));
  assert.deepEqual([footer, links], ["", [{ text: "Verdict", url: own.incident }]]);
  assert.match(spoken(sampleNotice({ kind: "system", own: "sentry_silent" })), /^Verdict, Critical, Sentry is silent\. /);
  assert.match(spoken(sampleNotice()), /^Verdict\. Critical, Timeout\. /);
});

describe("a mail's subject", () => {
  test("that is too long is cut between characters and says so", () => {
    const { subject, text } = mailOf(sampleNotice({ line: "😀".repeat(1_000_000) }), "acme.example", false);
    assert.match(subject, /^⬢ Critical · APITimeoutError: 😀+… \(cut\)$/u);
    assert.ok(subject.isWellFormed() && subject.length <= 160);
    assert.match(text, /Open the issue: https:/);
  });
  test("of what is about Verdict itself, of a test and of a digest says which", () => {
    const subjects = [
      sampleNotice({ kind: "system", category: null, type: null, line: "The channel slack is broken." }),
      sampleNotice({ kind: "test", severity: "info" }),
      sampleDigest(),
    ].map((notice) => mailOf(notice, "acme.example", false).subject);
    assert.deepEqual(subjects, [
      "Verdict · ⬢ Critical · The channel slack is broken.",
      "Test · • Info",
      "Digest morning · ⬢ Critical · 4,952 incidents",
    ]);
  });
});

describe("the controls of a Slack message", () => {
  const controls = (more: Partial<Notice> = {}) => controlsOf(slackMessage(sampleNotice(more), { clickable: true }));
  const ids = (more: Partial<Notice> = {}) => controls(more).map(({ action_id: id }) => id);
  const { acknowledge, unacknowledge, silence, label } = slackActions;

  test("are those that mean something now", () => {
    assert.deepEqual(ids(), [acknowledge, silence, label]);
    assert.deepEqual(ids({ state: "acknowledged" }), [unacknowledge, silence, label]);
    assert.deepEqual(ids({ silenced: { until: now.toISOString(), by: "Ann" } }), [acknowledge, label]);
    assert.deepEqual(ids({ kind: "system", category: null, links: { ...sampleNotice().links, silence: null } }), [acknowledge]);
    for (const more of [{ state: "resolved" }, { kind: "test" }, { incident: null }] as const) assert.deepEqual(ids(more), []);
    assert.deepEqual(controlsOf(slackMessage(sampleDigest(), { clickable: true })), []);
    assert.deepEqual(controlsOf(slackMessage(sampleNotice())), [], "a webhook's has none");
  });
  test("offer the likeliest labels first, and never the one it has", () => {
    const options =
      controls()
        .find(({ action_id: id }) => id === label)
        ?.options?.map(({ text }) => text.text) ?? [];
    assert.deepEqual(options.slice(0, 2), ["Network", "Provider error"]);
    assert.deepEqual([options.length, new Set(options).size, options.includes("Timeout")], [16, 16, false]);
  });
});

describe("the time", () => {
  for (const [zone, iso, said] of [
    ["Asia/Tokyo", "2026-11-30T15:30:00Z", "2026-12-01 00:30 GMT+9"],
    ["America/New_York", "2026-11-01T05:30:00Z", "2026-11-01 01:30 EDT"],
    ["America/New_York", "2026-11-01T06:30:00Z", "2026-11-01 01:30 EST"],
    ["Pacific/Kiritimati", "2026-11-30T11:00:00Z", "2026-12-01 01:00 GMT+14"],
    ["Nowhere/Else", "2026-11-30T11:00:00Z", "2026-11-30 11:00 UTC"],
  ] as const)
    test(`${iso} in ${zone} is ${said}`, () => assert.equal(minuteIn(zone, iso), said));
});

const headers: [Partial<Notice>, RegExp][] = [
  [{ reason: "step", step: 1 }, /^Not acknowledged yet · ⬢/],
  [{ reason: "step", step: 0 }, /^⬢/],
  [{ reason: "step", step: 1, handedBy: "Ann" }, /^Handed over by Ann · ⬢/],
  [{ reason: "repeat", language: "ja" }, /^未解決のまま · ⬢ 緊急 · タイムアウト$/],
  [{ state: "resolved", stateBy: "Ann", language: "vi" }, /^✓ Ann đã giải quyết · ⬢ Nghiêm trọng/],
];
for (const [more, expected] of headers)
  test(`${JSON.stringify(more)} begins ${expected.source}`, () => assert.match(wordsFor(sampleNotice(more)).header, expected));

test("what is special is said in sentences after the error", () => {
  const notes = wordsFor(
    sampleNotice({
      unreached: "critical",
      endedSilence: { match: "project:api", reason: "", until: "2026-11-30T08:00:00Z" },
      zone: "Asia/Tokyo",
    }),
  ).notes;
  assert.deepEqual(notes, [
    "Nobody could be reached by the policy critical.",
    "The silence project:api ended at 2026-11-30 17:00 GMT+9.",
  ]);
  const sometime = wordsFor(sampleNotice({ endedSilence: { match: "project:api", reason: "load test", until: null } })).notes;
  assert.deepEqual(sometime, ["The silence project:api has ended. Its reason was: load test"]);
});
