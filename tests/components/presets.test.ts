import assert from "node:assert/strict";
import { test } from "node:test";
import { groupLine } from "#components/incidents/group.ts";
import { namesOffered } from "#components/issues/category-facet.ts";
import { likeliestIn } from "#components/verdict/likeliest.ts";
import { categoryNames, namesOf, presets } from "#lib/model/preset.ts";
import { categories } from "#lib/model/taxonomy.ts";
import { asked } from "../query/subjects.ts";

const offer = (name: string, query: string) => {
  const found = namesOffered("sre", asked(query), { network: 2, provider_error: 3, authentication: 1 }).find(
    (one) => one.name === name,
  );
  assert.ok(found);
  return found;
};

test("a preset's names are offered as a facet with what stands behind them", () => {
  const { primary, query, on, count } = offer("network", "project:checkout");
  assert.deepEqual([primary, query, on, count], ["network", "project:checkout category:sre/network", false, 5]);
});

test("a name that is picked is taken away, and others stay as they were", () => {
  const network = offer("network", "category:sre/network");
  assert.deepEqual([network.on, network.query], [true, ""]);
  assert.equal(offer("network", "category:sre/network category:timeout").on, true);
  assert.equal(offer("auth", "category:sre/network").query, "category:sre/network OR category:sre/auth");
  assert.equal(offer("auth", "category:quota_exceeded").query, "category:sre/auth");
  assert.equal(offer("timeout", "category:provider_error").query, "category:provider_error OR category:sre/timeout");
});

for (const preset of presets)
  test(`who corrects in the names of ${preset} is offered each once, the one that stands last`, () => {
    for (const category of categories) {
      const offered = likeliestIn(preset, { category, alternatives: [{ category: "timeout", confidence: 0.2 }] });
      const names = offered.map((one) => categoryNames(preset)[one]);
      assert.deepEqual(names.toSorted(), namesOf(preset).toSorted());
      assert.equal(offered.at(-1), category);
      if (names.at(-1) !== categoryNames(preset).timeout) assert.equal(names[0], categoryNames(preset).timeout);
    }
  });

test("an incident's group is said in the preset's names, and as it is without", () => {
  const incident = { group: { category: "quota_exceeded", service: "chat" }, project: "checkout", environment: null };
  assert.equal(groupLine(incident), "quota_exceeded · chat");
  assert.equal(groupLine(incident, categoryNames("sre")), "auth · chat");
});
