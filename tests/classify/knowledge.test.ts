import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CauseId, causes } from "#lib/classify/causes.ts";
import { explain, fill, type Slots, texts } from "#lib/classify/knowledge.ts";
import { type Language, languages } from "#lib/model/language.ts";
import { categories } from "#lib/model/taxonomy.ts";

const ids = Object.keys(causes) as CauseId[];
const every = languages.flatMap((language) => ids.map((id) => ({ language, id, at: `${language} ${id}` })));
const fields = ["root", "fix"] as const;

/** What rules and reports fill in, and how long it may get. */
const longest: Record<string, string> = {
  limit: "1,000,000,000",
  used: "1,000,000,000",
  requested: "1,000,000,000",
  status: "503",
  model: "ft:gpt-4o-mini-2024-07-18:some-organisation:some-suffix:AbC123",
  provider: "azure.ai.inference.some-region",
  host: "db-primary-0.db-headless.production.svc.cluster.local:5432",
  name: "@some-organisation/some-package/dist/esm/some-module.mjs",
};
const mostWait = 86_340;

const slotsIn = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g))].toSorted();

const said = (id: CauseId, language: Language, slots: Slots, waitSeconds: number | null): string[] =>
  Object.values(explain(id, { slots, waitSeconds }, language));

const han = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー";
const oddities: Record<Language, readonly RegExp[]> = {
  en: [],
  vi: [],
  ko: [],
  "zh-CN": eastern(),
  ja: eastern(),
  th: [/[.,;:]$/, /[。、，]/],
};

/** Between Chinese or Japanese and Latin letters stands a space, between Chinese or Japanese none, and punctuation is its own. */
function eastern(): RegExp[] {
  return [
    new RegExp(`[${han}] [${han}]`, "u"),
    new RegExp(`[${han}][A-Za-z0-9]|[A-Za-z0-9][${han}]`, "u"),
    new RegExp(`[${han}][,;:!?()]|[,;:!?()][${han}]`, "u"),
    /[，。、；：（）] | [，。、；：（）]/u,
    /[，、；：。][，、；：。]|（）/u,
  ];
}

const ends: Record<Language, RegExp> = { en: /\.$/, vi: /\.$/, ko: /\.$/, "zh-CN": /。$/, ja: /。$/, th: /[^\s.]$/ };
const ownScript: Record<Language, RegExp> = {
  en: /[a-z]/,
  "zh-CN": /\p{Script=Han}/u,
  vi: /[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđơưăâêô]/,
  ja: /[\p{Script=Hiragana}]/u,
  ko: /\p{Script=Hangul}/u,
  th: /\p{Script=Thai}/u,
};

function assertReadable(text: string, language: Language, at: string): void {
  assert.match(text, ends[language], at);
  assert.doesNotMatch(text, /[[\]{}]|\s{2}|^\s|\s$| [.,:;)]|\( |\(\)|[.,:;][,:;]|\n/, `${at}: ${text}`);
  for (const odd of oddities[language]) assert.doesNotMatch(text, odd, `${at}: ${text}`);
}

test("every language explains every cause and no other, and every category has a general cause of its own name", () => {
  for (const language of languages) assert.deepEqual(Object.keys(texts[language]).toSorted(), ids.toSorted(), language);
  for (const category of categories) assert.equal(causes[category].category, category);
});

test("every language has the slots of the English text, each within an optional part", () => {
  for (const { language, id, at } of every) {
    for (const field of fields) {
      const text = texts[language][id][field];
      assert.deepEqual(slotsIn(text), slotsIn(texts.en[id][field]), `${at} ${field}`);
      assert.match(text, /^(?:[^[\]{}]|\[[^[\]{}]*\{\w+\}[^[\]{}]*\])+$/u, `${at} ${field}`);
      for (const slot of slotsIn(text)) assert.ok(slot === "{wait}" || slot.slice(1, -1) in longest, `${at} ${slot}`);
    }
  }
});

test("every text is written in its own language", () => {
  for (const { language, id, at } of every)
    for (const text of said(id, language, {}, null)) assert.match(text, ownScript[language], at);
});

test("nobody is asked with a please", () => {
  const asking = /\bplease\b|(?<!申)请(?!求)|ください|下さい|부탁|vui lòng|xin vui|กรุณา|โปรด/i;
  for (const { language, id, at } of every)
    for (const text of said(id, language, {}, null)) assert.doesNotMatch(text, asking, at);
});

test("a text with the longest values is whole within its limit", () => {
  for (const { language, id, at } of every) {
    const { root_cause, fix_suggestion } = explain(id, { slots: longest, waitSeconds: mostWait }, language);
    assert.ok(root_cause.length <= 300 && fix_suggestion.length <= 500, at);
    assert.doesNotMatch(root_cause + fix_suggestion.slice(-3), /…$/, at);
    for (const text of [root_cause, fix_suggestion]) assertReadable(text, language, at);
  }
});

test("whichever slots are filled, a text reads as sentences", () => {
  const slots = fc.record(
    Object.fromEntries(Object.keys(longest).map((name) => [name, fc.option(fc.constantFrom("30000", "x"))])),
  );
  const wait = fc.option(fc.integer({ min: 1, max: mostWait }));
  fc.assert(
    fc.property(fc.constantFrom(...every), slots, wait, ({ language, id, at }, filled, waitSeconds) => {
      for (const text of said(id, language, filled, waitSeconds)) assertReadable(text, language, at);
    }),
    { numRuns: 5000 },
  );
});

test("whatever stands in a slot, a text keeps to its limit and to one line, and is well-formed", () => {
  const slots = fc.dictionary(fc.constantFrom(...Object.keys(longest)), fc.string({ unit: "grapheme", maxLength: 300 }));
  fc.assert(
    fc.property(fc.constantFrom(...every), slots, ({ language, id }, filled) => {
      const [root = "", fix = ""] = said(id, language, filled, null);
      assert.ok(root.length <= 300 && fix.length <= 500);
      assert.ok(root.isWellFormed() && fix.isWellFormed());
      assert.doesNotMatch(root + fix, /\n/);
    }),
    { numRuns: 2000 },
  );
});

test("a part whose slot is empty is left out", () => {
  const text = "The limit[ of {limit}][ for {model}] was reached[: {used} used].";
  assert.equal(fill(text, { limit: "30000" }), "The limit of 30000 was reached.");
  assert.equal(fill(text, { limit: " ", model: null, used: "7" }), "The limit was reached: 7 used.");
  assert.equal(fill("Wait[ {wait}].", {}), "Wait.");
});

test("what fills a slot cannot open another", () => {
  assert.equal(fill("[for {model}]", { model: "{limit}", limit: "7" }), "for {limit}");
});

test("what fills a slot is one short line", () => {
  assert.equal(fill("[{name}]", { name: " a\n\tb " }), "a b");
  assert.equal(fill("[{name}]", { name: "x".repeat(61) }), `${"x".repeat(59)}…`);
});
