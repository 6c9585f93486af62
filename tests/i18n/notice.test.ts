import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { plainText, wordsFor } from "#lib/channels/wording.ts";
import { type NoticeWords, noticeWords } from "#lib/i18n/notice.ts";
import { languages } from "#lib/model/language.ts";
import { sampleDigest, sampleNotice } from "../support/notices.ts";

type Tree = { [key: string]: string | Tree };

const leaves = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}${key}`, value]] : leaves(value, `${path}${key}.`),
  );
const holes = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
const wordsOf = (words: NoticeWords): Map<string, string> => new Map(leaves(words as never));
const english = wordsOf(noticeWords("en"));

test("every language of verdicts has its words", () =>
  assert.deepEqual(
    readdirSync(join(import.meta.dirname, "../../lib/i18n/notice")).sort(),
    languages.map((language) => `${language}.json`).sort(),
  ));

for (const language of languages) {
  const own = wordsOf(noticeWords(language));

  test(`${language} has every word, none empty, and the same places in each`, () => {
    assert.deepEqual([...own.keys()].sort(), [...english.keys()].sort());
    for (const [key, text] of own) {
      assert.ok(text.trim() !== "" && text === text.trim() && text.isWellFormed(), key);
      assert.deepEqual(holes(text), holes(english.get(key) ?? ""), key);
      assert.doesNotMatch(text, /[<>\p{Cc}!]|\{\s|\s\}/u, key);
    }
  });

  test(`${language} is not English where it should not be`, () => {
    if (language === "en") return;
    const same = [...own].filter(([key, text]) => text === english.get(key)).map(([key]) => key);
    const alike = [
      "kind.system",
      "link.sentry",
      "tier.llm-fast",
      "label.retry",
      "label.sentryIssue",
      "count.issues.one",
      "count.issues.other",
      "count.events.one",
      "count.events.other",
    ];
    assert.deepEqual(
      same.filter((key) => !alike.includes(key)),
      [],
    );
  });

  test(`${language} leaves no place empty in a message that says everything`, () => {
    const full = sampleNotice({
      language,
      zone: "Asia/Bangkok",
      state: "acknowledged",
      stateBy: "Ann",
      issues: 3,
      provisional: true,
      unreached: "critical",
      silenced: { until: "2026-11-30T09:00:00Z", by: "Bob" },
      snoozedUntil: "2026-11-30T10:00:00Z",
      endedSilence: { match: "project:api", reason: "load test", until: "2026-11-30T08:00:00Z" },
      decidedBy: { tier: "human", model: null, name: "Cid" },
    });
    for (const notice of [full, { ...full, state: "open", handedBy: "Dan" } as const, sampleDigest({ language })]) {
      const text = plainText(wordsFor(notice));
      assert.doesNotMatch(text, /[{}]|undefined|null|NaN/, text);
    }
    const text = plainText(wordsFor(full));
    for (const said of [
      "Ann",
      "critical",
      "Bob",
      "Cid",
      "2026-11-30 16:00 GMT+7",
      "2026-11-30 17:00 GMT+7",
      "project:api",
      "load test",
      "2026-11-30 15:15 GMT+7",
    ])
      assert.ok(text.includes(said), `${said} in\n${text}`);
  });
}
