import assert from "node:assert/strict";
import { test } from "node:test";
import { languages, loadMessages, pickLanguage } from "#lib/i18n/languages.ts";
import { issueStatuses } from "#lib/model/issue.ts";
import { categories, fixTimes, severities, tiers } from "#lib/model/taxonomy.ts";
import { findings } from "#lib/model/verdict.ts";
import { sources } from "../support/sources.ts";

const words = {
  category: categories,
  categoryMeaning: categories,
  severity: severities,
  severityMeaning: severities,
  tier: tiers,
  tierMeaning: tiers,
  status: issueStatuses,
  fixTime: fixTimes,
  finding: findings,
};

const leaves = (node: object, path = ""): [string, string][] =>
  Object.entries(node).flatMap(([name, value]) =>
    typeof value === "string" ? [[path + name, value] as [string, string]] : leaves(value, `${path}${name}.`),
  );

for (const language of languages) {
  const messages = await loadMessages(language);
  test(`${language} names every word of the model`, () => {
    for (const [room, known] of Object.entries(words)) {
      assert.deepEqual(Object.keys(messages[room as keyof typeof words]).sort(), [...known].sort(), room);
    }
  });

  test(`${language} leaves nothing empty and never shouts`, () => {
    for (const [name, text] of leaves(messages)) assert.ok(text.trim() !== "" && !text.includes("!"), name);
  });

  test(`${language} says as much as English`, async () => {
    const english = leaves(await loadMessages("en")).map(([name]) => name);
    assert.deepEqual(
      leaves(messages)
        .map(([name]) => name)
        .sort(),
      english.sort(),
    );
  });
}

test("whatever is written down for the audit has words", async () => {
  const { actions } = (await loadMessages("en")).settings.audit;
  const written = sources("lib", "app").flatMap(({ code }) =>
    [...code.matchAll(/\baction\s*[:=]\s*"([a-z_]+\.[a-z_]+)"/g)].map(([, action]) => action?.replace(".", "_") ?? ""),
  );
  assert.ok(written.length > 20);
  assert.deepEqual(
    written.filter((action) => !(action in actions)),
    [],
  );
});

test("the first wish that can be met decides", () => {
  assert.equal(pickLanguage(undefined, "de-CH,en-GB;q=0.8"), "en");
  assert.equal(pickLanguage("en", "fr"), "en");
  assert.equal(pickLanguage("../../etc", null), "en");
});
